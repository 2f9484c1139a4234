//! How many wait in one line, as probabilities for each factor of the arrival rate.
//!
//! Each row is conditional on its factor and sums to 1; how likely the factors are is in
//! `Pace`, which several lines share. No tills and no clock in here.
#![expect(
    clippy::indexing_slicing,
    reason = "every index is below `SIZE`, the fixed length of every row"
)]

use super::model::Losses;
use super::numeric::real;
use super::pace::Pace;

/// Numbers of people that have not been scanned yet: 0 to `SIZE - 1`.
pub(super) const SIZE: usize = 64;
/// A value for each number of people.
pub(super) type Row = [f64; SIZE];

/// Above the highest number with mass, this many more are looked at in a step, and as many more
/// in a long one.
const MARGIN: usize = 5;
const LONG_STEP_S: f64 = 3.5;
const NEGLIGIBLE: f64 = 1e-11;
/// Terms of the chain below this are left out.
const NEGLIGIBLE_TERM: f64 = 1e-6;
/// Someone may come and be scanned within one tick.
pub(super) const WALK_UP: f64 = 1e-5;

/// What one step of time may do to a line.
pub(super) struct Flow<'a> {
    /// Seconds.
    pub(super) dt: f64,
    /// Summed hazard of the free tills in the first and the second half of the step.
    pub(super) hazard: [f64; 2],
    /// Arrivals a second for each factor; with a sensor, those that it may have seen as well.
    pub(super) arrivals: &'a [f64],
    /// How many arrivals a sensor sees; 0 without one.
    pub(super) seen: f64,
    /// The share of arrivals that takes this line, for each factor; all where absent.
    pub(super) joins: Option<&'a [Row]>,
}

/// The belief about one line.
#[derive(Debug, Clone)]
pub(super) struct Belief {
    rows: Vec<Row>,
    /// Entries from here on are 0.
    top: usize,
    /// Free tills that people step up to.
    free: usize,
    /// Lines that are taken together as this one.
    lanes: f64,
    /// The share that joins, by number.
    entry: Row,
    /// How often someone gives up, by number.
    exit: Row,
}

impl Belief {
    /// Nobody is there.
    pub(super) fn empty(factors: usize) -> Self {
        let mut belief = Self {
            rows: vec![[0.0; SIZE]; factors],
            top: 1,
            free: 0,
            lanes: 1.0,
            entry: [1.0; SIZE],
            exit: [0.0; SIZE],
        };
        belief.forget();
        belief
    }

    /// Nobody is there any more.
    pub(super) fn forget(&mut self) {
        for row in &mut self.rows {
            *row = [0.0; SIZE];
            row[0] = 1.0;
        }
        self.top = 1;
    }

    /// How many tills are free, how patient people are, and how many lines share what they see.
    pub(super) fn set_free(&mut self, free: usize, losses: &Losses, lanes: f64) {
        self.free = free;
        self.lanes = lanes;
        for (l, (entry, exit)) in self.entry.iter_mut().zip(&mut self.exit).enumerate() {
            let waiting = real(l.saturating_sub(free));
            *entry = losses.joining(waiting / lanes);
            *exit = losses.renege_per_s.max(0.0) * waiting;
        }
    }

    /// Bytes, those on the heap included.
    pub(super) fn footprint(&self) -> usize {
        size_of::<Self>() + self.rows.capacity() * size_of::<Row>()
    }

    /// Entries that may hold mass.
    pub(super) fn top(&self) -> usize {
        self.top
    }

    /// The belief given one factor.
    pub(super) fn row(&self, factor: usize) -> &Row {
        const NOBODY: Row = [0.0; SIZE];
        self.rows.get(factor).unwrap_or(&NOBODY)
    }

    /// The share of free tills that somebody steps up to.
    pub(super) fn occupancy(&self, l: usize) -> f64 {
        if self.lanes > 1.0 {
            // Several lines seen as one: whether this till's own holds one of them.
            return 1.0 - (1.0 - self.lanes.recip()).powf(real(l));
        }
        (real(l) / real(self.free.max(1))).min(1.0)
    }

    /// Lets time pass; gives the likelihood of having seen nothing, for each factor.
    pub(super) fn pass(&mut self, flow: &Flow<'_>, likelihoods: &mut [f64]) {
        let margin = if flow.dt > LONG_STEP_S {
            2 * MARGIN
        } else {
            MARGIN
        };
        let top = (self.top + margin).min(SIZE);
        let [first, second] = flow.hazard.map(|hazard| self.survival(hazard, top));
        let arrivals = flow.arrivals.iter().zip(likelihoods.iter_mut());
        for (m, (row, (rate, likelihood))) in self.rows.iter_mut().zip(arrivals).enumerate() {
            if *likelihood <= 0.0 {
                continue;
            }
            if let Some(first) = &first {
                scale(row, first, top);
            }
            let joins = flow.joins.and_then(|joins| joins.get(m));
            let birth = births(&self.entry, joins, *rate * (1.0 - flow.seen), top);
            jump(row, &birth, &self.exit, flow.dt, top);
            if flow.seen > 0.0 {
                let broken = births(&self.entry, joins, *rate * flow.seen * flow.dt, SIZE);
                let none = broken.map(|expected| (-expected).exp());
                scale(row, &none, top);
            }
            if let Some(second) = &second {
                scale(row, second, top);
            }
            *likelihood *= normalise(row, top);
        }
        self.trim(top);
    }

    /// The chance that no free till took anybody, by number.
    pub(super) fn survival(&self, hazard: f64, top: usize) -> Option<Row> {
        if self.free == 0 || hazard <= 0.0 {
            return None;
        }
        let mut row = [1.0; SIZE];
        for (l, chance) in row.iter_mut().enumerate().take(top).skip(1) {
            *chance = (-hazard * self.occupancy(l)).exp();
        }
        Some(row)
    }

    /// A till with this hazard takes someone.
    pub(super) fn start(&mut self, hazard: f64, likelihoods: &mut [f64]) {
        let taken: Vec<f64> = (0..self.top).map(|l| hazard * self.occupancy(l)).collect();
        for (row, likelihood) in self.rows.iter_mut().zip(likelihoods) {
            if *likelihood <= 0.0 {
                continue;
            }
            let nobody = row[0] * WALK_UP;
            for (l, taken) in taken.iter().enumerate().skip(1) {
                row[l - 1] = row[l] * taken;
            }
            row[self.top - 1] = 0.0;
            row[0] += nobody;
            *likelihood *= normalise(row, self.top);
        }
        self.trim(self.top);
    }

    /// Nobody was taken after all.
    pub(super) fn give_back(&mut self) {
        let top = (self.top + 1).min(SIZE);
        for row in &mut self.rows {
            row[..top].rotate_right(1);
            // Those who were at the end of the table stay there.
            row[top - 1] += std::mem::take(&mut row[0]);
        }
        self.trim(top);
    }

    /// The beam at the entrance was broken. `expected` are the sensor's false pulses a second and,
    /// for each factor, what it sees of those who take other lines.
    pub(super) fn pulse(&mut self, others: &[f64], seen_rate: &[f64], joins: Option<&[Row]>) {
        let top = (self.top + 1).min(SIZE);
        for (m, row) in self.rows.iter_mut().enumerate() {
            let joins = joins.and_then(|joins| joins.get(m));
            let rate = seen_rate.get(m).copied().unwrap_or_default();
            let birth = births(&self.entry, joins, rate, top);
            let stay = others.get(m).copied().unwrap_or_default();
            for l in (0..top).rev() {
                let from_below = l
                    .checked_sub(1)
                    .map_or(0.0, |below| row[below] * birth[below]);
                row[l] = row[l] * stay + from_below;
            }
            normalise(row, top);
        }
        self.trim(top);
    }

    /// For each factor, how many of the arrivals take this line.
    pub(super) fn joining(&self, factor: usize, joins: Option<&Row>) -> f64 {
        let row = self.row(factor);
        let birth = births(&self.entry, joins, 1.0, self.top);
        row.iter().zip(&birth).map(|(p, birth)| p * birth).sum()
    }

    /// How likely somebody counts so many, by number.
    pub(super) fn likely(&self, waiting: f64) -> Row {
        let mut likely = [0.0; SIZE];
        for (l, chance) in likely.iter_mut().enumerate() {
            let n = real(l.saturating_sub(self.free)) / self.lanes;
            let spread = 0.45 + 0.08 * n + 0.4 * (self.lanes - 1.0).min(1.0);
            *chance = (-0.5 * ((waiting - n) / spread).powi(2)).exp() / spread + 1e-4;
        }
        likely
    }

    /// The share that joins, by number.
    pub(super) fn entry(&self) -> &Row {
        &self.entry
    }

    /// How often someone gives up, by number.
    pub(super) fn exit(&self) -> &Row {
        &self.exit
    }

    /// Free tills.
    pub(super) fn free(&self) -> usize {
        self.free
    }

    /// Someone has counted those who wait.
    pub(super) fn count(&mut self, waiting: f64, likelihoods: &mut [f64]) {
        let likely = self.likely(waiting);
        for (row, likelihood) in self.rows.iter_mut().zip(likelihoods) {
            row.iter_mut()
                .zip(&likely)
                .for_each(|(p, likely)| *p *= likely);
            *likelihood *= normalise(row, self.top);
        }
        self.trim(self.top);
    }

    /// One move of the factor's chain; `before` and `after` are the factors' weights.
    pub(super) fn mix(&mut self, pace: &Pace, after: &[f64]) {
        let before = self.rows.clone();
        for row in &mut self.rows {
            *row = [0.0; SIZE];
        }
        for (from, (source, weight)) in before.iter().zip(&pace.weights).enumerate() {
            for (to, chance) in pace.moves(from) {
                let total = after.get(to).copied().unwrap_or_default();
                let Some(row) = self.rows.get_mut(to).filter(|_| chance > 0.0) else {
                    continue;
                };
                let part = if total > 0.0 {
                    weight * chance / total
                } else {
                    0.0
                };
                let both = row.iter_mut().zip(source).take(self.top);
                both.for_each(|(p, source)| *p += part * source);
            }
        }
        for row in &mut self.rows {
            normalise(row, self.top);
        }
    }

    /// The numbers of people in line, not counting those who step up to a free till.
    pub(super) fn waiting(&self, factor: usize) -> Row {
        let row = self.row(factor);
        let mut waiting = [0.0; SIZE];
        for (l, p) in row.iter().enumerate() {
            waiting[l.saturating_sub(self.free)] += p;
        }
        waiting
    }

    /// Drops what is negligible at the far end.
    fn trim(&mut self, top: usize) {
        let used = |row: &Row| (0..top).rev().find(|l| row[*l] > NEGLIGIBLE).unwrap_or(0);
        let highest = self.rows.iter().map(used).max().unwrap_or(0);
        let kept = (highest + 1).min(SIZE);
        for row in &mut self.rows {
            row[kept..].fill(0.0);
        }
        self.top = kept;
    }
}

fn scale(row: &mut Row, by: &Row, top: usize) {
    row.iter_mut()
        .zip(by)
        .take(top)
        .for_each(|(p, by)| *p *= by);
}

/// How often someone joins, by number; nobody joins beyond the table.
pub(super) fn births(entry: &Row, joins: Option<&Row>, rate: f64, top: usize) -> Row {
    let mut birth = [0.0; SIZE];
    let both = birth[..top].iter_mut().zip(&entry[..top]);
    match joins {
        None => both.for_each(|(birth, entry)| *birth = rate * entry),
        Some(joins) => both
            .zip(&joins[..top])
            .for_each(|((birth, entry), joins)| *birth = rate * entry * joins),
    }
    birth[SIZE - 1] = 0.0;
    birth
}

/// Births and deaths for `dt` seconds, by uniformisation.
fn jump(row: &mut Row, birth: &Row, death: &Row, dt: f64, top: usize) {
    let Some((rate, stay)) = staying(birth, death, top) else {
        return;
    };
    let mut kernel = Kernel {
        stay,
        from_below: [0.0; SIZE],
        from_above: [0.0; SIZE],
    };
    kernel.from_below[1..top].copy_from_slice(&birth[..top - 1]);
    kernel.from_above[..top - 1].copy_from_slice(&death[1..top]);
    kernel.run(row, rate, dt, top);
}

/// How often anything happens at most, and how much of that leaves each place as it is; nothing where
/// nothing happens at all.
pub(super) fn staying(birth: &Row, death: &Row, top: usize) -> Option<(f64, Row)> {
    let both = birth[..top].iter().zip(&death[..top]);
    let rate = both
        .clone()
        .map(|(birth, death)| birth + death)
        .fold(0.0, f64::max);
    let mut row = [0.0; SIZE];
    let places = row.iter_mut().zip(both);
    places.for_each(|(stay, (birth, death))| *stay = rate - birth - death);
    (rate > 0.0).then_some((rate, row))
}

/// How often a place is reached from itself and from its neighbours.
pub(super) struct Kernel {
    pub(super) stay: Row,
    pub(super) from_below: Row,
    pub(super) from_above: Row,
}

impl Kernel {
    /// Sums the terms of the uniformised chain until they are negligible. `rate` bounds how often
    /// anything happens.
    pub(super) fn run(&self, row: &mut Row, rate: f64, dt: f64, top: usize) {
        // Room for a neighbour at each end.
        let (mut first, mut second) = ([0.0; SIZE + 2], [0.0; SIZE + 2]);
        let (mut term, mut next) = (&mut first, &mut second);
        term[1..=top].copy_from_slice(&row[..top]);
        let mut weight = 1.0;
        let mut total = 1.0;
        for events in 1_u32..60 {
            let part = dt / f64::from(events);
            let kernel = self.stay[..top]
                .iter()
                .zip(&self.from_below[..top])
                .zip(&self.from_above[..top]);
            let terms = term[1..=top]
                .iter()
                .zip(&term[..top])
                .zip(&term[2..top + 2]);
            let out = next[1..=top].iter_mut().zip(&mut row[..top]);
            for (((next, p), ((stay, up), down)), ((here, below), above)) in
                out.zip(kernel).zip(terms)
            {
                *next = part * (here * stay + below * up + above * down);
                *p += *next;
            }
            std::mem::swap(&mut term, &mut next);
            weight *= rate * part;
            total += weight;
            if weight < NEGLIGIBLE_TERM {
                break;
            }
        }
        let scale = total.recip();
        row[..top].iter_mut().for_each(|p| *p *= scale);
    }
}

/// Makes a row sum to 1 and gives what it summed to; an impossible row becomes empty.
fn normalise(row: &mut Row, top: usize) -> f64 {
    let total: f64 = row[..top].iter().sum();
    if total > 0.0 && total.is_finite() {
        row[..top].iter_mut().for_each(|p| *p /= total);
        total
    } else {
        *row = [0.0; SIZE];
        row[0] = 1.0;
        0.0
    }
}
