//! People at the desk, as they are within a change: a role may have ended since the page was
//! opened.

use super::accounts::AccessError;
use super::error::ServiceError;
use crate::domain::account::{Account, AccountId, AccountState};
use crate::domain::permission::Action;
use crate::store::Change;

/// Somebody whose roles allow it now.
pub(super) async fn on_duty(
    change: &mut Change,
    id: &AccountId,
    action: Action,
) -> Result<Account, ServiceError> {
    let account = change.account(id).await?;
    let account = account.ok_or_else(|| AccessError::UnknownAccount(id.to_string()))?;
    match account.state {
        AccountState::Active => {}
        AccountState::Invited => return Err(AccessError::NotOpened.into()),
        AccountState::Disabled { .. } => return Err(AccessError::Disabled.into()),
    }
    if !account.may(action, change.at()) {
        return Err(AccessError::NotPermitted(action).into());
    }
    Ok(account)
}
