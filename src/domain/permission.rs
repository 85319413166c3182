//! Who may do what: one table of roles and actions.
//!
//! What no table can say, because it depends on who did something before, stands in
//! [`super::separation`].

/// What somebody is to their chamber. A person may have several roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Looks after the accounts of the chamber; neither prepares nor signs.
    Administrator,
    /// Prepares.
    Clerk,
    /// Signs.
    Signatory,
    /// Reads.
    Reader,
    /// External; sees the procedures assigned to them and nothing else.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [
        Self::Administrator,
        Self::Clerk,
        Self::Signatory,
        Self::Reader,
        Self::Auditor,
    ];

    /// The name in data and commands.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Clerk => "clerk",
            Self::Signatory => "signatory",
            Self::Reader => "reader",
            Self::Auditor => "auditor",
        }
    }

    /// The role with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == name)
    }

    /// Whether a password alone does not open the desk to this role.
    pub const fn needs_second_factor(self) -> bool {
        matches!(self, Self::Administrator | Self::Signatory)
    }
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Invite people to the chamber, give and take roles, disable, reset.
    ManageAccounts,
    /// Let machines of the chamber co-sign from elsewhere.
    ManageMachines,
    /// Change how a programme is run: what is sent, and when.
    ChangeSettings,
    /// Look up municipalities.
    SeeMunicipalities,
    /// Enter and correct municipalities.
    EditMunicipalities,
    /// Import municipalities or awards from a list.
    ImportLists,
    /// Look up certificates in every stage.
    SeeCertificates,
    /// Prepare a certificate, a renewal or a corrected copy.
    PrepareCertificate,
    /// Sign for the chamber.
    Sign,
    /// Refuse the chamber's signature.
    Refuse,
    /// Propose that a certificate is suspended, reinstated or withdrawn.
    ProposeStanding,
    /// Confirm what somebody else proposed.
    ConfirmStanding,
    /// Take lists out.
    Export,
    /// See what ends, ages or waits.
    SeeFollowUp,
    /// Send reminders.
    SendReminders,
    /// Answer what people report about barriers.
    AnswerFeedback,
    /// See who did what when.
    SeeAudit,
    /// Fill in the questionnaire of an assigned procedure.
    ConductAudit,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 18] = [
        Self::ManageAccounts,
        Self::ManageMachines,
        Self::ChangeSettings,
        Self::SeeMunicipalities,
        Self::EditMunicipalities,
        Self::ImportLists,
        Self::SeeCertificates,
        Self::PrepareCertificate,
        Self::Sign,
        Self::Refuse,
        Self::ProposeStanding,
        Self::ConfirmStanding,
        Self::Export,
        Self::SeeFollowUp,
        Self::SendReminders,
        Self::AnswerFeedback,
        Self::SeeAudit,
        Self::ConductAudit,
    ];

    /// The table: who may do it.
    pub const fn roles(self) -> &'static [Role] {
        use Role::{Administrator, Auditor, Clerk, Reader, Signatory};
        match self {
            Self::ManageAccounts | Self::ManageMachines | Self::ChangeSettings => &[Administrator],
            Self::SeeMunicipalities | Self::SeeCertificates | Self::SeeFollowUp => {
                &[Administrator, Clerk, Signatory, Reader]
            }
            Self::EditMunicipalities
            | Self::ImportLists
            | Self::PrepareCertificate
            | Self::SendReminders => &[Clerk],
            Self::Sign | Self::Refuse | Self::ConfirmStanding => &[Signatory],
            Self::ProposeStanding => &[Clerk, Signatory],
            Self::Export => &[Clerk, Signatory, Reader],
            Self::AnswerFeedback => &[Administrator, Clerk],
            Self::SeeAudit => &[Administrator, Signatory],
            Self::ConductAudit => &[Auditor],
        }
    }

    /// Whether a role is enough.
    pub fn is_open_to(self, role: Role) -> bool {
        self.roles().contains(&role)
    }
}
