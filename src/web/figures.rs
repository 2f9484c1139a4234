//! Figures as they are asked for and written.

use super::body;
use super::guard::Sender;
use super::problem::Problem;
use super::routes::{Api, as_json};
use super::shop::Shop;
use crate::domain::document::Currency;
use crate::domain::tally::Measure;
use crate::engine::api::{Figures, FiguresQuery, FiguresRow, PaymentReport, Step};
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::time::timeout;

/// What is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    from: NaiveDate,
    to: NaiveDate,
    step: Step,
    #[serde(default)]
    format: Format,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    #[default]
    Json,
    Csv,
}

/// Answers `GET /v1/reports/figures`.
pub(super) async fn figures(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    uri: Uri,
) -> Result<Response, Problem> {
    sender.needs(&[super::Scope::Manager])?;
    let Asked {
        from,
        to,
        step,
        format,
    } = body::query(&uri)?;
    let query = FiguresQuery { from, to, step };
    query.check()?;
    let figures = look_up(&api, query).await?;
    Ok(match format {
        Format::Json => as_json(&figures),
        Format::Csv => ([(CONTENT_TYPE, "text/csv; charset=utf-8")], csv(&figures)).into_response(),
    })
}

/// Which days are asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
}

/// Answers `GET /v1/reports/payment-notes`.
pub(super) async fn payment_notes(
    State(api): State<Api>,
    Extension(sender): Extension<Sender>,
    uri: Uri,
) -> Result<Response, Problem> {
    sender.needs(&[super::Scope::Manager])?;
    let Days { from, to } = body::query(&uri)?;
    PaymentReport::check(from, to)?;
    let step = Step::QuarterHour;
    let figures = look_up(&api, FiguresQuery { from, to, step }).await?;
    let counter = api.board.newest().place.counter;
    Ok(as_json(&PaymentReport::of(counter, &figures)))
}

async fn look_up(api: &Api, query: FiguresQuery) -> Result<Figures, Problem> {
    at_report_desk(api, move |shop| shop.figures(&query)).await
}

/// A disk may be slow: that happens elsewhere, and only a few times at once.
pub(super) async fn at_report_desk<T: Send + 'static>(
    api: &Api,
    look: impl FnOnce(&dyn Shop) -> Result<T, String> + Send + 'static,
) -> Result<T, Problem> {
    let desks = Arc::clone(&api.report_desks).acquire_owned();
    let Ok(Ok(desk)) = timeout(api.limits.answer, desks).await else {
        return Err(Problem::FiguresBusy);
    };
    let shop = Arc::clone(&api.shop);
    let looked_up = tokio::task::spawn_blocking(move || {
        let found = look(&*shop);
        drop(desk);
        found
    });
    let failed = || "the figures could not be looked up; please report this".to_owned();
    let found = looked_up.await.unwrap_or_else(|_| Err(failed()));
    found.map_err(Problem::NoFigures)
}

/// As a table with a line of names on top; a column of money for each currency that occurs.
fn csv(figures: &Figures) -> String {
    let totals = figures.rows.iter().flat_map(|row| row.tally.totals());
    let currencies: BTreeSet<Currency> = totals.map(|(currency, _)| currency).collect();
    let mut lines = vec![names(&currencies)];
    lines.extend(figures.rows.iter().map(|row| line(row, &currencies)));
    lines.push(String::new());
    lines.join("\r\n")
}

fn names(currencies: &BTreeSet<Currency>) -> String {
    let mut names = vec!["local_start".to_owned(), "start".to_owned()];
    names.extend(Measure::ALL.map(|measure| measure.name().to_owned()));
    let totals = currencies.iter().map(Currency::as_str);
    names.extend(totals.map(|letters| format!("total_minor_{letters}")));
    names.join(",")
}

fn line(row: &FiguresRow, currencies: &BTreeSet<Currency>) -> String {
    let local = row.local_start.format("%Y-%m-%dT%H:%M:%S").to_string();
    let mut cells = vec![local, row.start.to_string()];
    cells.extend(Measure::ALL.map(|measure| row.tally.get(measure).to_string()));
    cells.extend(currencies.iter().map(|wanted| {
        let mut totals = row.tally.totals();
        let found = totals.find(|(currency, _)| currency == wanted);
        found.map_or(0, |(_, total)| total).to_string()
    }));
    cells.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tally::Tally;
    use crate::domain::time::Timestamp;

    #[test]
    fn a_table_has_a_column_for_each_currency_that_occurs() {
        let mut polish = Tally::default();
        polish.add(Measure::Served, 2);
        polish.add_total(Currency::new("PLN").unwrap(), 3234);
        let mut both = polish.clone();
        both.add(Measure::Settled, 1);
        both.add_total(Currency::EURO, -5);
        let day: NaiveDate = "2026-11-22".parse().unwrap();
        let row = |minute, tally| FiguresRow {
            start: Timestamp(1_795_332_600_000),
            local_start: day.and_hms_opt(8, minute, 0).unwrap(),
            tally,
        };
        let rows = vec![row(30, polish), row(45, both)];
        let expected = "local_start,start,served,sales,refunds,voids,documents,cash,card,items,\
             timed,served_ms,codes,troubled,settled,settled_chip,settled_again,settled_other_card,\
             settled_phone,settled_cash,settled_before,settled_ms,held,lost,waited,waited_s,within1,\
             within2,within3,within5,within10,observed,waiting_tenths,waiting_low,waiting_high,\
             open_tenths,calls,calls_answered,answered,promoters,detractors,opened,guessed,\
             left_behind,redeemed,doubled,identified,joined,gifts_offered,gifts_given,gifts_passed,\
             gift_cost,total_minor_EUR,total_minor_PLN\r\n\
             2026-11-22T08:30:00,2026-11-22T07:30:00.000Z,2,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3234\r\n\
             2026-11-22T08:45:00,2026-11-22T07:30:00.000Z,2,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,-5,3234\r\n";
        assert_eq!(csv(&Figures { rows }), expected);
    }
}
