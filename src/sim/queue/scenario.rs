//! Kinds of shops: how many come, how they are served, what they put up with.
//!
//! The first ten are those of the reference days; the rest add what real shops do besides.

/// How people line up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// One line for all tills.
    Shared,
    /// One for each till, in which people stay.
    Separate,
    /// One for each till, and the last of a line changes to one that is two shorter.
    Jockeying,
}

/// A kind of shop. Times in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scenario {
    /// Its name.
    pub name: &'static str,
    /// Tills.
    pub counters: usize,
    /// How people line up.
    pub lines: Lines,
    /// With a rush at noon and one in the evening.
    pub peaked: bool,
    /// Mean and coefficient of variation of a sale.
    pub service: (f64, f64),
    /// Sales are exponential instead of lognormal.
    pub exponential: bool,
    /// Mean and coefficient of variation between two sales, and how many take longer.
    pub gap: (f64, f64, f64),
    /// Work that comes for each till that is open on average.
    pub load: f64,
    /// Tills open on average, where that differs from `counters`.
    pub mean_open: f64,
    /// Spread of the day's factor and of the one within a day (40 minutes), as logarithms.
    pub spread: (f64, f64),
    /// Up to how many waiting nobody turns away, and how fast the share of those who stay falls.
    pub balking: Option<(f64, f64)>,
    /// Mean patience of those who wait.
    pub patience: Option<f64>,
    /// Groups of two and of three among those who come.
    pub groups: (f64, f64),
    /// How many take any line instead of the shortest.
    pub careless: f64,
    /// Tills beyond the first two open for the rushes only.
    pub scheduled: bool,
    /// Cashiers go away for some minutes without signing off, so often a day and till.
    pub breaks: f64,
    /// Sales that are voided and rung up once more.
    pub voids: f64,
}

/// A kiosk with one till.
pub const KIOSK: Scenario = Scenario {
    name: "kiosk",
    counters: 1,
    lines: Lines::Shared,
    peaked: true,
    service: (45.0, 0.9),
    exponential: false,
    gap: (7.0, 0.5, 0.04),
    load: 0.55,
    mean_open: 1.0,
    spread: (0.2, 0.15),
    balking: Some((6.0, 12.0)),
    patience: None,
    groups: (0.0, 0.0),
    careless: 0.15,
    scheduled: false,
    breaks: 0.0,
    voids: 0.0,
};

const TWO: Scenario = Scenario {
    name: "two_tills",
    counters: 2,
    mean_open: 2.0,
    service: (70.0, 0.8),
    load: 0.57,
    balking: Some((5.0, 10.0)),
    ..KIOSK
};

const THREE: Scenario = Scenario {
    name: "three_tills",
    counters: 3,
    mean_open: 3.0,
    service: (80.0, 0.8),
    load: 0.6,
    balking: Some((6.0, 12.0)),
    ..TWO
};

const TWO_LINES: Scenario = Scenario {
    name: "two_lines",
    lines: Lines::Separate,
    load: 0.55,
    balking: Some((4.0, 8.0)),
    ..TWO
};

const FOUR_LINES: Scenario = Scenario {
    name: "four_lines",
    counters: 4,
    mean_open: 4.0,
    service: (80.0, 0.8),
    load: 0.6,
    ..TWO_LINES
};

/// The kinds of the reference days, in their order.
pub const CLASSIC: [Scenario; 10] = [
    Scenario {
        name: "exponential",
        peaked: false,
        service: (60.0, 1.0),
        exponential: true,
        gap: (1.0, 0.2, 0.0),
        load: 0.8,
        spread: (0.0, 0.0),
        balking: None,
        ..KIOSK
    },
    Scenario {
        name: "village",
        service: (50.0, 0.9),
        load: 0.35,
        ..KIOSK
    },
    KIOSK,
    Scenario {
        name: "impatient_rush",
        load: 0.7,
        balking: Some((3.0, 6.0)),
        patience: Some(900.0),
        ..KIOSK
    },
    Scenario {
        name: "groups",
        load: 0.52,
        groups: (0.12, 0.06),
        ..KIOSK
    },
    TWO,
    THREE,
    Scenario {
        name: "scheduled",
        counters: 4,
        mean_open: 2.6,
        scheduled: true,
        load: 0.66,
        ..THREE
    },
    TWO_LINES,
    FOUR_LINES,
];

/// What real shops do besides.
pub const EVERYDAY: [Scenario; 5] = [
    Scenario {
        name: "jockeying",
        lines: Lines::Jockeying,
        ..FOUR_LINES
    },
    Scenario {
        name: "breaks",
        breaks: 3.0,
        ..TWO
    },
    Scenario {
        name: "voids",
        voids: 0.05,
        ..KIOSK
    },
    Scenario {
        name: "patient_pair",
        patience: Some(1200.0),
        balking: Some((4.0, 8.0)),
        groups: (0.1, 0.05),
        ..TWO
    },
    Scenario {
        name: "everything",
        counters: 3,
        mean_open: 3.0,
        lines: Lines::Jockeying,
        breaks: 2.0,
        voids: 0.03,
        groups: (0.1, 0.05),
        patience: Some(1200.0),
        ..THREE
    },
];

impl Scenario {
    /// How long a day is.
    pub const DAY_S: f64 = 43_200.0;

    /// The scenario of this name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = CLASSIC.iter().chain(&EVERYDAY);
        all.find(|scenario| scenario.name == name).copied()
    }

    /// Arrivals a second on an average day at `second` of it.
    pub(super) fn rate(&self, second: f64) -> f64 {
        let cycle = self.service.0 + self.gap.0;
        let (pairs, triples) = self.groups;
        let group = 1.0 + pairs + 2.0 * triples;
        let mean = self.load * self.mean_open / cycle / group;
        if !self.peaked {
            return mean;
        }
        let rush = |middle: f64| (-0.5 * ((second - middle) / 3000.0).powi(2)).exp();
        mean * (0.6 + 1.15 * (rush(15_840.0) + rush(34_560.0)))
    }

    /// Whether each till has a line of its own.
    pub fn is_separate(&self) -> bool {
        self.lines != Lines::Shared
    }

    /// When the till is open.
    pub(super) fn open(&self, counter: usize) -> Vec<(f64, f64)> {
        match (self.scheduled, counter) {
            (true, 2) => vec![(10_800.0, 21_600.0), (28_800.0, 41_400.0)],
            (true, 3..) => vec![(12_600.0, 19_800.0), (30_600.0, 39_600.0)],
            _ => vec![(0.0, Self::DAY_S)],
        }
    }
}
