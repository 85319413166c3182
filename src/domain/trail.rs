//! What the audit trail tells of: the kinds of events, in groups that people look for.

/// Kinds of events that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The way of a certificate, and its life afterwards.
    Certificates,
    /// Municipalities and whom to write to there.
    Municipalities,
    /// Lists that were taken in.
    Lists,
    /// Reminders, mail, calendars, and what the public reports.
    FollowUp,
    /// Accounts and their roles.
    Accounts,
    /// Who signed in and out.
    Sessions,
    /// Keys and certificates that count.
    Keys,
    /// The chambers' machines.
    Machines,
    /// Digests of the trail itself.
    Trail,
}

impl Group {
    /// Every group, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Certificates,
        Self::Municipalities,
        Self::Lists,
        Self::FollowUp,
        Self::Accounts,
        Self::Sessions,
        Self::Keys,
        Self::Machines,
        Self::Trail,
    ];

    /// The name in addresses and of its text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certificates => "certificates",
            Self::Municipalities => "municipalities",
            Self::Lists => "lists",
            Self::FollowUp => "follow-up",
            Self::Accounts => "accounts",
            Self::Sessions => "sessions",
            Self::Keys => "keys",
            Self::Machines => "machines",
            Self::Trail => "trail",
        }
    }

    /// The kinds in it.
    pub fn kinds(self) -> impl Iterator<Item = &'static str> {
        let ours = KINDS.iter().filter(move |(_, group)| *group == self);
        ours.map(|(action, _)| *action)
    }
}

/// Every kind of event. A test finds whatever is recorded and not listed here.
pub const KINDS: &[(&str, Group)] = {
    use Group::{
        Accounts, Certificates, FollowUp, Keys, Lists, Machines, Municipalities, Sessions, Trail,
    };
    &[
        ("certificate.prepared", Certificates),
        ("certificate.signed", Certificates),
        ("certificate.refused", Certificates),
        ("certificate.sealed", Certificates),
        ("document.signed", Certificates),
        ("certificate.issued", Certificates),
        ("document.time-stamped", Certificates),
        ("document.archived", Certificates),
        ("proposal.on-server", Certificates),
        ("proposal.made", Certificates),
        ("proposal.confirmed", Certificates),
        ("proposal.dropped", Certificates),
        ("certificate.suspended", Certificates),
        ("certificate.reinstated", Certificates),
        ("certificate.withdrawn", Certificates),
        ("certificate.superseded", Certificates),
        ("kit.opened", Certificates),
        ("kit.accepted", Certificates),
        ("kit.closed", Certificates),
        ("municipality.imported", Municipalities),
        ("municipality.added", Municipalities),
        ("municipality.corrected", Municipalities),
        ("municipality.contact_entered", Municipalities),
        ("municipality.contact_removed", Municipalities),
        ("list.begun", Lists),
        ("list.ended", Lists),
        ("reminder.sent", FollowUp),
        ("reminder.skipped", FollowUp),
        ("mail.revived", FollowUp),
        ("mail.dropped", FollowUp),
        ("calendar.opened", FollowUp),
        ("calendar.closed", FollowUp),
        ("copy-report.received", FollowUp),
        ("copy-report.settled", FollowUp),
        ("feedback.received", FollowUp),
        ("feedback.settled", FollowUp),
        ("account.invited", Accounts),
        ("account.accepted", Accounts),
        ("account.joined", Accounts),
        ("account.role_given", Accounts),
        ("account.role_taken", Accounts),
        ("account.disabled", Accounts),
        ("account.enabled", Accounts),
        ("account.reset", Accounts),
        ("account.password_changed", Accounts),
        ("account.second_factor_set", Accounts),
        ("account.recovery_codes_made", Accounts),
        ("account.recovery_code_used", Accounts),
        ("session.password_given", Sessions),
        ("session.opened", Sessions),
        ("session.ended", Sessions),
        ("key.made", Keys),
        ("key.reactivated", Keys),
        ("key.retired", Keys),
        ("key.compromised", Keys),
        ("key.trusted", Keys),
        ("document-key.made", Keys),
        ("document-key.taken-over", Keys),
        ("document-key.trusted", Keys),
        ("document-key.kept", Keys),
        ("document-key.closed", Keys),
        ("time-stamps.trusted", Keys),
        ("machine.made", Machines),
        ("machine.revoked", Machines),
        // In the trail of a chamber's own machine.
        ("cosign.signed-seal", Machines),
        ("cosign.signed-document", Machines),
        ("cosign.refused", Machines),
        ("cosign.delivered", Machines),
        ("audit.digest-made", Trail),
    ]
};
