//! A past day put in order: sales that can have been, and when tills were open.

use super::super::numeric::seconds;
use super::{FADES_DAYS, Opening, PastDay, PastSale};

/// The longest sale that is believed, in seconds.
const LONGEST_S: f64 = 1200.0;
/// Of sales whose start is not told: the shortest and the longest that is believed.
const DAY_S: f64 = 86_400.0;
/// A start this shortly before the end is no start: the till prints in one burst.
const BURST_S: f64 = 3.0;
/// A till that sells nothing for so long, in seconds, is looked at more closely.
const SUSPICIOUS_GAP_S: f64 = 90.0;
/// A gap this short shows that somebody waited.
const SHORT_GAP_S: f64 = 15.0;
/// So many taken at once elsewhere show that nobody was at the till.
const SHOWN_ABSENT: usize = 3;
/// No day has more sales at a counter.
const MOST_SALES: usize = 20_000;

/// A sale, in seconds since local midnight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sale {
    pub(super) counter: usize,
    /// Absent at a till that tells no starts.
    pub(super) start: Option<f64>,
    pub(super) end: f64,
    /// Since the receipt before at this counter; absent for the first and after a break.
    pub(super) gap: Option<f64>,
}

impl Sale {
    /// When it became known that somebody was taken.
    pub(super) fn known(&self) -> f64 {
        self.start.unwrap_or(self.end)
    }
}

/// A day that can have been.
#[derive(Debug, Clone)]
pub(super) struct Cleaned {
    pub(super) weekday: usize,
    /// 1 for today, fading.
    pub(super) weight: f64,
    /// By the time at which they became known.
    pub(super) sales: Vec<Sale>,
    /// Counter, from, to, in seconds; by counter and time.
    pub(super) open: Vec<(usize, f64, f64)>,
    /// Counter, when, how many; by time.
    pub(super) counts: Vec<(usize, f64, f64)>,
}

impl Cleaned {
    pub(super) fn new(day: &PastDay, counters: usize) -> Self {
        let mut sales = Vec::new();
        for counter in 0..counters {
            let of_counter = day.sales.iter().filter(|sale| sale.counter == counter);
            sales.extend(of_one_till(of_counter));
        }
        sales.sort_by(|a, b| a.known().total_cmp(&b.known()));
        let open = if day.openings.is_empty() {
            inferred(&mut sales, counters)
        } else {
            told(&day.openings, counters)
        };
        let within = |count: &&super::PastCount| {
            count.counter < counters && (0.0..DAY_S).contains(&seconds(count.at_ms))
        };
        let mut counts: Vec<_> = day
            .counts
            .iter()
            .filter(within)
            .map(|count| {
                (
                    count.counter,
                    seconds(count.at_ms),
                    f64::from(count.waiting),
                )
            })
            .collect();
        counts.sort_by(|a, b| a.1.total_cmp(&b.1));
        Self {
            weekday: usize::from(day.weekday % 7),
            weight: (-f64::from(day.age_days) / FADES_DAYS).exp(),
            sales,
            open,
            counts,
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "seven digits will do")]
    pub(super) fn weight_f32(&self) -> f32 {
        self.weight as f32
    }
}

/// The sales of one till in their order, without those that cannot have been.
fn of_one_till<'a>(sales: impl Iterator<Item = &'a PastSale>) -> Vec<Sale> {
    let mut all: Vec<Sale> = sales
        .map(|sale| Sale {
            counter: sale.counter,
            start: sale.start_ms.map(seconds),
            end: seconds(sale.end_ms),
            gap: None,
        })
        .filter(|sale| (0.0..DAY_S).contains(&sale.end))
        .take(MOST_SALES)
        .collect();
    all.sort_by(|a, b| a.end.total_cmp(&b.end));
    let mut kept: Vec<Sale> = Vec::with_capacity(all.len());
    for mut sale in all {
        let before = kept.last().map(|sale| sale.end);
        let is_again = before.is_some_and(|before| sale.end - before < 1.0);
        sale.start = sale.start.filter(|start| {
            let length = sale.end - start;
            (BURST_S..LONGEST_S).contains(&length) && *start >= before.unwrap_or(0.0)
        });
        if is_again {
            continue;
        }
        sale.gap = before.map(|before| sale.known() - before);
        kept.push(sale);
    }
    kept
}

fn told(openings: &[Opening], counters: usize) -> Vec<(usize, f64, f64)> {
    let mut open: Vec<_> = openings
        .iter()
        .filter(|opening| opening.counter < counters)
        .map(|opening| {
            let from = seconds(opening.from_ms).clamp(0.0, DAY_S);
            (
                opening.counter,
                from,
                seconds(opening.to_ms).clamp(from, DAY_S),
            )
        })
        .filter(|(_, from, to)| to > from)
        .collect();
    open.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    open
}

/// From its first sale to its last, without the gaps in which others showed that nobody was there.
/// Those gaps are no gaps of a cashier, so they are taken off the sales.
fn inferred(sales: &mut [Sale], counters: usize) -> Vec<(usize, f64, f64)> {
    let at_once: Vec<(usize, f64)> = sales
        .iter()
        .filter(|sale| sale.start.is_some())
        .filter(|sale| sale.gap.is_some_and(|gap| gap < SHORT_GAP_S))
        .map(|sale| (sale.counter, sale.known()))
        .collect();
    let mut open = Vec::new();
    for counter in 0..counters {
        let mut since: Option<(f64, f64)> = None;
        for sale in sales.iter_mut().filter(|sale| sale.counter == counter) {
            let known = sale.known();
            let begins = sale.start.unwrap_or(sale.end - 1.0);
            since = match since {
                Some((from, last)) if was_absent(&at_once, counter, last, known) => {
                    open.push((counter, from, last));
                    sale.gap = None;
                    Some((begins, sale.end))
                }
                Some((from, _)) => Some((from, sale.end)),
                None => Some((begins, sale.end)),
            };
        }
        open.extend(since.map(|(from, last)| (counter, from, last)));
    }
    open
}

fn was_absent(at_once: &[(usize, f64)], counter: usize, from: f64, to: f64) -> bool {
    let begin = at_once.partition_point(|(_, at)| *at <= from + SHORT_GAP_S);
    let during = at_once
        .iter()
        .skip(begin)
        .take_while(|(_, at)| *at < to - 1.0);
    to - from > SUSPICIOUS_GAP_S
        && during.filter(|(other, _)| *other != counter).count() >= SHOWN_ABSENT
}

/// Whether most sales were told by their receipts alone.
pub(super) fn mostly_blind(days: &[Cleaned]) -> bool {
    let all: usize = days.iter().map(|day| day.sales.len()).sum();
    let sales = days.iter().flat_map(|day| &day.sales);
    let sighted = sales.filter(|sale| sale.start.is_some()).count();
    2 * sighted < all
}
