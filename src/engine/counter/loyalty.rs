//! Whose sale it is, and what becomes of it: stars, visits, and what a void or a return takes back.
//!
//! A sale has its number from the first sign of a customer on; who they are may be known at any time
//! until shortly after they have paid.

use super::gifts::Shown;
use super::members::{Asked, Guest};
use super::{Counter, LoyaltySetup};
use crate::domain::code::Day;
use crate::domain::event::{Event, GoodsReturned, Loyalty as Fact, MemberServed, SaleUndone};
use crate::domain::gift::book::Contact;
use crate::domain::gift::policy::{Forecast, Policy, Temperature};
use crate::domain::gift::rules::CategorySet;
use crate::domain::member::{Card, Member};
use crate::domain::receipt::Receipt;
use crate::domain::stars::Link;
use crate::engine::api::{LoyaltyView, MemberDesk, Refusal, WhyNot};
use chrono::DateTime;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What passes with the process.
#[derive(Debug)]
pub(super) struct Loyalty {
    pub(super) setup: LoyaltySetup,
    pub(super) link: Link,
    pub(super) temperature: Option<Temperature>,
    /// Whoever the rules ask how warm it is has no answer.
    pub(super) weather_fails: bool,
    pub(super) forecast: Option<Forecast>,
    /// The median gap between two visits in the shop, in days.
    pub(super) usual_gap: Option<f64>,
    /// The sale under way.
    pub(super) sale: Option<Sale>,
    /// The last one that was paid.
    pub(super) paid: Option<Sale>,
    pub(super) guest: Option<Guest>,
    pub(super) desk: MemberDesk,
    /// Since when the desk says what it says.
    pub(super) desk_since: Option<Instant>,
    pub(super) asked: Option<(u64, Asked)>,
    pub(super) asks: u64,
    /// A card that is nobody's, shown just now.
    pub(super) new_card: Option<Card>,
    pub(super) shown: Option<Shown>,
    pub(super) why_not: Vec<WhyNot>,
    last_number: u64,
}

/// A sale as far as members and gifts are concerned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sale {
    pub(super) receipt: Receipt,
    /// What was bought, by the lists of the rules.
    pub(super) categories: CategorySet,
    /// The fingerprint of the till software's name for it.
    name: Option<u64>,
    /// How it ended.
    ended: Option<Ended>,
}

#[derive(Debug, Clone, Copy)]
struct Ended {
    at: Instant,
    total_minor: Option<i64>,
    /// By whom, if that is known.
    member: Option<Member>,
}

/// Whoever has paid this short a while ago is still at the counter.
const STILL_THERE: Duration = Duration::from_mins(1);

/// More sales of one card within an hour than this are no customer's, where no rules say otherwise.
const SALES_PER_HOUR: u16 = 6;

const HALF_A_DAY_MS: i64 = 12 * 3_600_000;

impl Loyalty {
    pub(super) fn new(setup: LoyaltySetup) -> Self {
        Self {
            setup,
            link: Link::Online,
            temperature: None,
            weather_fails: false,
            forecast: None,
            usual_gap: None,
            sale: None,
            paid: None,
            guest: None,
            desk: MemberDesk::Quiet,
            desk_since: None,
            asked: None,
            asks: 0,
            new_card: None,
            shown: None,
            why_not: Vec::new(),
            last_number: 0,
        }
    }

    pub(super) fn policy(&self) -> Option<Arc<Policy>> {
        self.setup.policy.clone()
    }
}

impl Sale {
    pub(super) fn total_minor(&self) -> Option<i64> {
        self.ended.and_then(|ended| ended.total_minor)
    }
}

/// How a sale ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Paid,
    /// Money went back.
    Refunded,
    /// It was voided as a whole.
    Voided,
}

impl Counter {
    /// Whether the other counters can be asked about stars.
    pub(super) fn link_is(&mut self, link: Link) {
        self.loyalty.link = link;
        self.is_shown = false;
    }

    pub(super) fn loyalty_view(&self) -> LoyaltyView {
        LoyaltyView {
            member: self.member_view(),
            desk: self.loyalty.desk.clone(),
            gifts: self.gifts_view(),
        }
    }

    /// The day on the wall; noon is on the same day in any zone of the world but the last.
    pub(super) fn today(&self) -> Day {
        let noon = self.now.day_began.0 + HALF_A_DAY_MS;
        let date = DateTime::from_timestamp_millis(noon).map(|noon| noon.date_naive());
        date.and_then(Day::from_date).unwrap_or_default()
    }

    /// Keeps it, also for the member who is served.
    pub(super) fn note(&mut self, fact: Fact) {
        self.append(Event::Loyalty(fact));
        let at = self.now.at;
        if let Some(guest) = self.loyalty.guest.as_mut()
            && fact.member().is_some_and(|member| guest.is(member))
        {
            guest.file.record.apply(at, &fact);
        }
    }

    /// The sale under way, which begins here if none is.
    pub(super) fn sale_under_way(&mut self) -> &mut Sale {
        let number = self.state.given().next_number(self.now.at);
        let number = number.max(self.loyalty.last_number + 1);
        let loyalty = &mut self.loyalty;
        let series = loyalty.setup.series;
        let last_number = &mut loyalty.last_number;
        loyalty.sale.get_or_insert_with(|| {
            *last_number = number;
            Sale {
                receipt: Receipt::new(series, number),
                categories: CategorySet::NONE,
                name: None,
                ended: None,
            }
        })
    }

    /// The sale of whoever stands at the counter: the one under way, or the one that was just paid.
    pub(super) fn sale_at_hand(&mut self) -> Sale {
        match self.loyalty.sale.or_else(|| self.just_paid()) {
            Some(sale) => sale,
            None => *self.sale_under_way(),
        }
    }

    /// The last sale, while its customer is still there and no other one has begun.
    fn just_paid(&self) -> Option<Sale> {
        let now = self.now.instant;
        let still = |sale: &Sale| sale.ended.is_some_and(|it| now < it.at + STILL_THERE);
        self.loyalty.paid.filter(still)
    }

    /// The first goods of the next customer: whoever was served before has gone.
    pub(super) fn next_customer(&mut self) {
        let has_gone = self
            .loyalty
            .guest
            .as_ref()
            .is_some_and(|guest| guest.served);
        if has_gone {
            self.let_member_go();
        }
        self.sale_under_way();
    }

    /// The basket is put away, and the customer with it.
    pub(super) fn customer_left(&mut self) {
        self.let_member_go();
        self.loyalty.sale = None;
        self.release_offer();
    }

    pub(super) fn goods_scanned(&mut self, number: Option<u64>) {
        let policy = self.loyalty.policy();
        let found = policy.zip(number);
        let found = found.map(|(policy, number)| policy.rules().categories.of(number));
        let sale = self.sale_under_way();
        sale.categories = sale.categories.with(found.unwrap_or_default());
    }

    /// A sale, a refund or a void is over.
    pub(super) fn sale_ended(&mut self, ending: Ending, total: Option<i64>, name: Option<u64>) {
        let sale = *self.sale_under_way();
        match ending {
            Ending::Paid => self.sale_paid(sale, total, name),
            Ending::Refunded => self.goods_back(sale, total.unwrap_or_default(), name),
            Ending::Voided => self.undo_sale(sale),
        }
    }

    fn sale_paid(&mut self, sale: Sale, total: Option<i64>, name: Option<u64>) {
        let ended = Sale {
            name: name.or(sale.name),
            ended: Some(Ended {
                at: self.now.instant,
                total_minor: total,
                member: None,
            }),
            ..sale
        };
        self.loyalty.sale = None;
        self.loyalty.paid = Some(ended);
        self.serve_member(&ended);
        self.look_for_gift(&ended);
        self.name_sale();
    }

    /// The sale is the member's who is served, once.
    fn serve_member(&mut self, sale: &Sale) {
        let policy = self.loyalty.policy();
        let rules = policy.as_ref().map(|policy| policy.rules());
        let per_hour = rules.map_or(SALES_PER_HOUR, |rules| rules.global.staff_sales_per_hour);
        let earning = rules.and_then(|rules| rules.stars);
        let day = self.today();
        let Some(guest) = self.loyalty.guest.as_mut().filter(|guest| !guest.served) else {
            return;
        };
        guest.served = true;
        guest.since = self.now.instant;
        let member = guest.file.member();
        if let Some(ended) = self.loyalty.paid.as_mut().and_then(|it| it.ended.as_mut()) {
            ended.member = Some(member);
        }
        let earning = earning.filter(|_| !guest.file.record.staff.is_staff());
        self.note(Fact::MemberServed(MemberServed {
            member,
            receipt: sale.receipt,
            day,
            total_minor: sale.total_minor().unwrap_or_default().max(0),
            by: earning.map(|earning| earning.by),
            max: earning.map_or(0, |earning| earning.max_per_sale),
        }));
        self.may_be_staff(member, per_hour);
    }

    /// A card that is seen too often is no customer's: this very sale earns nothing any more.
    fn may_be_staff(&mut self, member: Member, per_hour: u16) {
        let guest = self.loyalty.guest.as_ref();
        let watch = guest.map(|guest| &guest.file.record.staff);
        if watch.is_some_and(|watch| !watch.is_staff() && watch.is_too_often(per_hour)) {
            self.note(Fact::CardOfStaff {
                member,
                staff: true,
            });
        }
    }

    /// What counted as staff's is a customer's after all, under each of their numbers.
    pub(super) fn customers_card(&mut self, numbers: Vec<Member>) {
        for member in numbers {
            self.note(Fact::CardOfStaff {
                member,
                staff: false,
            });
        }
    }

    /// The sale that was paid just now, if it may be that of the member who showed the card after it.
    pub(super) fn late_sale(&self) -> Option<Sale> {
        let waits = self
            .loyalty
            .guest
            .as_ref()
            .is_some_and(|guest| !guest.served);
        let sale = self.just_paid().filter(|_| waits && self.serving.is_none());
        sale.filter(|sale| sale.ended.is_some_and(|ended| ended.member.is_none()))
    }

    /// The member who showed the card late has just paid.
    pub(super) fn member_came_late(&mut self) -> Result<(), Refusal> {
        let sale = self.late_sale().ok_or(Refusal::NoSuchSale)?;
        self.loyalty.sale = None;
        self.serve_member(&sale);
        self.name_sale();
        Ok(())
    }

    /// The till software's name is kept for sales that could have to be changed.
    fn name_sale(&mut self) {
        let Some(sale) = self.loyalty.paid else {
            return;
        };
        let member = sale.ended.and_then(|ended| ended.member);
        let has_gift = self.has_gift(sale.receipt);
        if let Some(name) = sale.name.filter(|_| member.is_some() || has_gift) {
            self.note(Fact::SaleNamed {
                receipt: sale.receipt,
                sale: name,
                member,
            });
        }
    }

    /// The till software's name for the sale whose receipt came just before, or is about to come.
    pub(super) fn sale_is_called(&mut self, name: u64, went_before: bool) {
        let last = self.loyalty.paid.as_mut();
        match last.filter(|last| went_before && last.name.is_none()) {
            Some(last) => {
                last.name = Some(name);
                self.name_sale();
            }
            None => self.sale_under_way().name = Some(name),
        }
    }

    /// The sale under way comes to nothing; whoever shows the card for it may try again.
    fn undo_sale(&mut self, sale: Sale) {
        self.release_offer();
        let guest = self.loyalty.guest.as_ref();
        let member = guest.map(|guest| guest.file.member());
        if self.has_gift(sale.receipt) {
            let (receipt, day) = (sale.receipt, self.today());
            self.note(Fact::SaleUndone(SaleUndone {
                receipt,
                member,
                day,
            }));
        }
        self.loyalty.sale = None;
    }

    /// A sale with this name does not stand any more; whether anything changed.
    pub(super) fn undo_named(&mut self, name: u64) -> bool {
        let Some(named) = self.state.given().named(name) else {
            return false;
        };
        if self.shown_at(named.receipt) {
            self.release_offer();
        }
        let day = self.today();
        self.note(Fact::SaleUndone(SaleUndone {
            receipt: named.receipt,
            member: named.member,
            day,
        }));
        true
    }

    /// Goods came back: of the sale with this name, or of the member who is there.
    pub(super) fn goods_back(&mut self, refund: Sale, minor: i64, name: Option<u64>) {
        let minor = minor.saturating_abs();
        let named = name.and_then(|name| self.state.given().named(name));
        let named = named.and_then(|named| Some((named.receipt, named.member?)));
        let found = named.or_else(|| self.likely_sale(minor));
        if let Some((receipt, member)) = found {
            let day = self.today();
            self.note(Fact::GoodsReturned(GoodsReturned {
                receipt,
                with: refund.receipt,
                member,
                minor,
                day,
            }));
        }
        if let Some(guest) = self.loyalty.guest.as_mut() {
            guest.served = true;
        }
        self.loyalty.sale = None;
    }

    fn likely_sale(&self, minor: i64) -> Option<(Receipt, Member)> {
        let guest = self.loyalty.guest.as_ref().filter(|guest| !guest.served)?;
        let file = &guest.file;
        let receipt = file.record.returned_from(&file.numbers, minor)?;
        Some((receipt, file.member()))
    }

    /// The receipt of a member asks them to answer; that counts once in so many days.
    pub(super) fn receipt_asks(&mut self) {
        self.contacted(Contact::SurveyAsk);
    }

    /// Everything that has lasted for long enough.
    pub(super) fn mind_loyalty(&mut self) {
        self.mind_members();
        self.mind_gifts();
    }

    pub(super) fn loyalty_is_due(&self) -> Option<Instant> {
        let due = self.members_are_due().into_iter();
        due.chain(self.gift_is_due()).min()
    }
}
