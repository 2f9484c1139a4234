//! The week's plan on one page of paper: weekdays across, hours down, counters to open.

use super::{Scene, Sheet, clock_of};
use crate::domain::kpi::staffing::Plan;
use crate::ui::paper::{Anchor, Area, HEIGHT, Ink, Paper, Pen, WIDTH, Weight};

/// White around everything, in points: printers reach no further.
const EDGE: f32 = 40.0;
/// Where the table begins, and where it has to end.
const TOP: f32 = 112.0;
const BOTTOM: f32 = HEIGHT - 62.0;
/// The column with the hours.
const HOURS: f32 = 64.0;
/// No row is higher.
const ROW: f32 = 30.0;
const HEADER: f32 = 24.0;

const TEXT: Ink = [0.09, 0.13, 0.17];
const MUTED: Ink = [0.36, 0.40, 0.46];
const LINE: Ink = [0.85, 0.87, 0.90];
/// The lightest and the darkest ground of a number; both are light enough for it on any printer.
const FEW: Ink = [0.95, 0.98, 0.975];
const MANY: Ink = [0.55, 0.80, 0.77];

/// What is on it.
struct Page {
    title: String,
    store: String,
    target: String,
    printed: String,
    days: [String; 7],
    /// The hours with how many counters each day has; none where the shop is closed.
    rows: Vec<(String, [Option<u16>; 7])>,
    note: String,
}

/// The plan as a file to print; `None` where there is no hour in it.
pub(super) fn sheet(scene: &Scene<'_>, plan: &Plan) -> Option<Sheet> {
    let page = page(scene, plan)?;
    let language = scene.room.texts.language();
    Some(Sheet {
        name: format!("tillside-week-plan-{}.pdf", scene.today()),
        contents: draw(&page)?.finish(&page.title, language.as_str())?,
    })
}

fn page(scene: &Scene<'_>, plan: &Plan) -> Option<Page> {
    let (first, last) = plan.hours()?;
    let texts = scene.room.texts;
    let view = scene.room.link.view();
    let store = view.map(|view| view.place.store.clone());
    let target = texts.with(
        "manager-plan-target",
        &[
            ("percent", plan.target.percent.into()),
            ("count", plan.target.minutes.into()),
        ],
    );
    let row = |hour: u8| {
        let days = std::array::from_fn(|day| {
            let day = u8::try_from(day).unwrap_or_default();
            plan.hour(day, hour).map(|hour| hour.counters)
        });
        (clock_of(hour * 4), days)
    };
    Some(Page {
        title: scene.text("manager-plan"),
        store: store.unwrap_or_default(),
        target,
        printed: scene.with("manager-plan-printed", "date", scene.date(scene.today())),
        days: std::array::from_fn(|day| scene.weekday(u8::try_from(day).unwrap_or_default())),
        rows: (first..=last).map(row).collect(),
        note: scene.text("manager-plan-note"),
    })
}

fn draw(page: &Page) -> Option<Paper> {
    let mut paper = Paper::new()?;
    head(&mut paper, page);
    let rows = f32::from(u8::try_from(page.rows.len()).ok()?);
    let row = ((BOTTOM - TOP - HEADER) / rows).min(ROW);
    let day = (WIDTH - 2.0 * EDGE - HOURS) / 7.0;
    let pen = pen(Weight::Semibold, 11.0, TEXT);
    for (place, name) in (0_u8..).zip(&page.days) {
        let centre = EDGE + HOURS + (f32::from(place) + 0.5) * day;
        let pen = paper.fitted(pen, name, day - 8.0);
        paper.text((centre, TOP + HEADER - 8.0), Anchor::Centre, pen, name);
    }
    let days = page.rows.iter().flat_map(|(_, days)| days);
    let most = days.flatten().copied().max().unwrap_or(1).max(1);
    for (place, (hour, days)) in (0_u8..).zip(&page.rows) {
        let top = TOP + HEADER + f32::from(place) * row;
        row_of(&mut paper, (hour, days), (top, row, day), most);
    }
    let bottom = TOP + HEADER + rows * row;
    paper.line((EDGE, bottom), WIDTH - 2.0 * EDGE, LINE);
    foot(&mut paper, page, bottom);
    Some(paper)
}

fn head(paper: &mut Paper, page: &Page) {
    let title = pen(Weight::Semibold, 22.0, TEXT);
    let right = WIDTH - EDGE;
    paper.text((EDGE, EDGE + 20.0), Anchor::Left, title, &page.title);
    let room = WIDTH - 3.0 * EDGE - paper.width(title, &page.title);
    let store = paper.fitted(pen(Weight::Semibold, 15.0, TEXT), &page.store, room);
    paper.text((right, EDGE + 20.0), Anchor::Right, store, &page.store);
    let printed = pen(Weight::Regular, 10.0, MUTED);
    paper.text((right, EDGE + 42.0), Anchor::Right, printed, &page.printed);
    let room = WIDTH - 3.0 * EDGE - paper.width(printed, &page.printed);
    let target = paper.fitted(pen(Weight::Regular, 12.0, TEXT), &page.target, room);
    paper.text((EDGE, EDGE + 42.0), Anchor::Left, target, &page.target);
}

fn row_of(
    paper: &mut Paper,
    (hour, days): (&str, &[Option<u16>; 7]),
    (top, height, width): (f32, f32, f32),
    most: u16,
) {
    paper.line((EDGE, top), WIDTH - 2.0 * EDGE, LINE);
    let size = (height * 0.55).min(14.0);
    let standing = top + height / 2.0 + size * 0.36;
    let label = pen(Weight::Regular, size.min(11.0), MUTED);
    let down = (size - label.size) * 0.36;
    paper.text((EDGE, standing - down), Anchor::Left, label, hour);
    for (place, counters) in (0_u8..).zip(days) {
        let x = EDGE + HOURS + f32::from(place) * width;
        let centre = (x + width / 2.0, standing);
        let Some(counters) = counters else {
            let pen = pen(Weight::Regular, size, MUTED);
            paper.text(centre, Anchor::Centre, pen, "–");
            continue;
        };
        let cell = Area {
            x: x + 1.0,
            y: top + 1.0,
            width: width - 2.0,
            height: height - 2.0,
        };
        paper.fill(cell, ground(*counters, most));
        let number = pen(Weight::Semibold, size, TEXT);
        paper.text(centre, Anchor::Centre, number, &counters.to_string());
    }
}

/// The more counters, the darker.
fn ground(counters: u16, most: u16) -> Ink {
    let share = if most > 1 {
        f32::from(counters.saturating_sub(1)) / f32::from(most - 1)
    } else {
        0.0
    };
    std::array::from_fn(|part| match (FEW.get(part), MANY.get(part)) {
        (Some(few), Some(many)) => few + (many - few) * share,
        _ => 1.0,
    })
}

fn foot(paper: &mut Paper, page: &Page, bottom: f32) {
    let note = pen(Weight::Regular, 9.0, MUTED);
    let note = paper.fitted(note, &page.note, WIDTH - 2.0 * EDGE);
    paper.text((EDGE, bottom + 16.0), Anchor::Left, note, &page.note);
}

fn pen(weight: Weight, size: f32, ink: Ink) -> Pen {
    Pen { weight, size, ink }
}
