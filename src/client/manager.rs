//! The manager's PIN and sessions, as a client asks for them.

use super::{Client, Done, Error};
use crate::domain::member::Member;
use crate::domain::pin::Pin;
use crate::engine::api::{
    CustomersCard, Forget, GiftRules, GiftsQuestion, GiftsText, GiftsTrial, HandedOut,
    LoyaltyReport, ManagerStatus, MemberPages, MemberQuestion, MemberSearch, MembersFound,
    OpenSession, Session, SetPin, Setting, SettingsView,
};
use chrono::NaiveDate;

const SETTINGS: &str = "/v1/settings";
const GIFTS: &str = "/v1/settings/gifts";
const SESSION: &str = "/v1/manager/session";

impl Client {
    /// Whether there is a PIN, and whether it may be tried now. Needs a token of scope panel or
    /// manager.
    pub fn manager_status(&self) -> Result<ManagerStatus, Error> {
        self.get("/v1/manager", super::PATIENCE)
    }

    /// Begins a manager's session; [`Self::in_session`] uses it. Needs a token of scope panel or
    /// manager.
    pub fn open_session(&self, pin: &Pin) -> Result<Session, Error> {
        self.post(SESSION, &OpenSession { pin: pin.clone() })
    }

    /// A client for the same service in a manager's session, with scope manager.
    #[must_use]
    pub fn in_session(&self, session: &Session) -> Self {
        Self {
            authorization: super::authorization(&session.token),
            ..self.clone()
        }
    }

    /// Ends the session that this client is in.
    pub fn end_session(&self) -> Result<(), Error> {
        let request = self.agent.delete(self.url(SESSION));
        let request = request.header("Authorization", &self.authorization);
        let Done {} = self.read(request.call())?;
        Ok(())
    }

    /// What may be changed, and what the counter is made of. Needs scope manager.
    pub fn settings(&self) -> Result<SettingsView, Error> {
        self.get(SETTINGS, super::PATIENCE)
    }

    /// Changes one of the settings; how all of them stand then. Needs scope manager.
    pub fn change_setting(&self, setting: &Setting) -> Result<SettingsView, Error> {
        self.send(self.agent.patch(self.url(SETTINGS)), setting)
    }

    /// Looks up members and gifts of these days, at most a year. Needs scope manager.
    pub fn loyalty(&self, from: NaiveDate, to: NaiveDate) -> Result<LoyaltyReport, Error> {
        let path = format!("/v1/reports/loyalty?from={from}&to={to}");
        self.get(&path, super::POLL_PATIENCE)
    }

    /// The store's rules for gifts as their file has them. Needs scope manager.
    pub fn gift_rules(&self) -> Result<GiftRules, Error> {
        self.get(GIFTS, super::PATIENCE)
    }

    /// Has the file of the rules say this; how it stands then. Needs scope manager.
    pub fn keep_gift_rules(&self, text: &str) -> Result<GiftRules, Error> {
        let text = text.to_owned();
        self.send(self.agent.put(self.url(GIFTS)), &GiftsText { text })
    }

    /// Tries rules on sales that are over. Needs scope manager.
    pub fn try_gift_rules(&self, question: &GiftsQuestion) -> Result<GiftsTrial, Error> {
        let request = self.agent.post(self.url("/v1/reports/gifts-dry-run"));
        let patience = Some(super::POLL_PATIENCE);
        self.send(request.config().timeout_global(patience).build(), question)
    }

    /// Sets the first PIN, which a token of scope panel may too, or another one, which needs scope
    /// manager and the old one.
    pub fn set_pin(&self, pin: &Pin, old: Option<&Pin>) -> Result<(), Error> {
        let asked = SetPin {
            pin: pin.clone(),
            old: old.cloned(),
        };
        let request = self.agent.put(self.url("/v1/manager/pin"));
        let Done {} = self.send(request, &asked)?;
        Ok(())
    }

    /// Looks for members. Needs scope manager.
    pub fn find_members(&self, search: &MemberSearch) -> Result<MembersFound, Error> {
        self.post("/v1/members/search", search)
    }

    /// Everything that is kept of a member; takes longer the longer the journal is. Needs scope manager.
    pub fn member_pages(&self, question: MemberQuestion) -> Result<MemberPages, Error> {
        let request = self.agent.post(self.url("/v1/members/data"));
        let patience = Some(super::POLL_PATIENCE);
        let request = request.config().timeout_global(patience).build();
        self.send(request, &question)
    }

    /// The cards of a member are a customer's and not staff's; it is on the disk when this returns. Needs
    /// scope manager.
    pub fn customers_card(&self, member: Member) -> Result<(), Error> {
        let Done {} = self.post("/v1/members/customer", &CustomersCard { member })?;
        Ok(())
    }

    /// Has a member forgotten; nothing of them is left when this returns. Needs scope manager.
    pub fn forget_member(&self, member: Member) -> Result<(), Error> {
        let Done {} = self.post("/v1/members/erase", &Forget { member })?;
        Ok(())
    }

    /// Notes that a file about a member was handed out; it is on the disk when this returns. Needs scope
    /// manager.
    pub fn handed_out(&self, handed: &HandedOut) -> Result<(), Error> {
        let Done {} = self.post("/v1/members/exports", handed)?;
        Ok(())
    }
}
