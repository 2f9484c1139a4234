//! What customers answered and wrote, as tables. Words of people are in quotes where they need them,
//! and none of them is taken for a formula.

use super::table;
use crate::domain::kpi::answers::{Changed, Group, Report, Row, Score};
use crate::domain::survey::{Question, Waited};
use crate::engine::api::{Comment, Comments};
use std::fmt::Display;

/// The figures: one line for each, what is not told is empty. `good` and `bad` are promoters and
/// detractors, or who chose 4 or 5 and who did not.
pub fn answers(report: &Report) -> String {
    let header = "what,key,answers,good,middle,bad,figure,low,high,text";
    let mut lines = vec![score_line("all", "", &report.score)];
    lines.extend(report.questions.iter().map(|one| {
        let counts = one.good.map(|good| {
            let bad = good.of.saturating_sub(good.count);
            [Some(good.of), Some(good.count), None, Some(bad)]
        });
        let figure = one.figure.map(|figure| {
            let interval = figure.interval;
            [figure.value, interval.low, interval.high]
        });
        line(("question", one.question.name()), counts, figure)
    }));
    lines.extend(groups("week", &report.weeks, ToString::to_string));
    lines.extend(groups("hour", &report.hours, ToString::to_string));
    lines.extend(groups("counter", &report.counters, |till| {
        till.get().to_string()
    }));
    lines.extend(groups("waited", &report.waits, |waited| {
        waited.name().to_owned()
    }));
    lines.extend(sums(report));
    lines.extend(report.changes.iter().map(change_line));
    table(header.to_owned(), lines.into_iter())
}

fn groups<K>(what: &str, groups: &[Group<K>], name: impl Fn(&K) -> String) -> Vec<String> {
    let groups = groups.iter();
    groups
        .map(|group| score_line(what, &name(&group.key), &group.score))
        .collect()
}

fn score_line(what: &str, key: &str, score: &Score) -> String {
    let counts = score.counts.map(|nps| {
        let all = [nps.answers(), nps.promoters, nps.passives, nps.detractors];
        all.map(Some)
    });
    let figure = score.figure.map(|figure| {
        let interval = figure.interval;
        [figure.value, interval.low, interval.high]
    });
    line((what, key), counts, figure)
}

fn line(
    (what, key): (&str, &str),
    counts: Option<[Option<u32>; 4]>,
    figure: Option<[f64; 3]>,
) -> String {
    let counts = counts.unwrap_or_default().map(cell);
    let figure = figure.map_or_else(Default::default, |figure| {
        figure.map(|one| format!("{one:.1}"))
    });
    format!("{what},{key},{},{},", counts.join(","), figure.join(","))
}

/// What has a number and nothing else.
fn sums(report: &Report) -> impl Iterator<Item = String> {
    let (funnel, marked) = (report.funnel, report.marked);
    let sums = [
        ("codes", "printed", funnel.printed),
        ("codes", "opened", funnel.opened),
        ("codes", "answered", funnel.answered),
        ("codes", "rewarded", funnel.rewarded),
        ("marked", "any", marked.any),
        ("marked", "from_shop", marked.from_shop),
        ("marked", "in_a_burst", marked.in_a_burst),
        ("marked", "left_behind", marked.left_behind),
        ("marked", "left_out", u32::from(report.without_marked)),
    ];
    sums.into_iter()
        .map(|(what, key, count)| line((what, key), Some([Some(count), None, None, None]), None))
}

fn change_line(changed: &Changed) -> String {
    let change = &changed.change;
    format!(
        "change,{},,,,,,,,{}",
        change.day,
        words(change.text.as_str())
    )
}

/// The answers one by one, as far as they are told.
pub fn rows(report: &Report) -> String {
    let header = "day,hour,counter,waited,recommend,happy,easy,met,again,own,from_shop,in_a_burst,\
                  left_behind";
    table(header.to_owned(), report.rows.iter().map(row_line))
}

fn row_line(row: &Row) -> String {
    let grade = |question| cell(row.scores.grade(question).map(|grade| grade.get()));
    let cells = [
        row.day.to_string(),
        cell(row.hour),
        cell(row.counter.map(|till| till.get())),
        row.waited.map_or("", Waited::name).to_owned(),
        row.scores.recommend.get().to_string(),
        grade(Question::Happy),
        grade(Question::Easy),
        grade(Question::Met),
        grade(Question::Again),
        grade(Question::Own),
        u8::from(row.marks.from_shop).to_string(),
        u8::from(row.marks.in_a_burst).to_string(),
        u8::from(row.marks.left_behind).to_string(),
    ];
    cells.join(",")
}

/// What customers wrote, with nothing that leads to the other tables' lines but the day.
pub fn comments(comments: &Comments) -> String {
    let line = |comment: &Comment| {
        let Comment {
            day,
            part,
            recommend,
            is_read,
            text,
            ..
        } = comment;
        format!(
            "{day},{},{},{},{}",
            part.name(),
            recommend.get(),
            u8::from(*is_read),
            words(text)
        )
    };
    let header = "day,part,recommend,read,comment".to_owned();
    table(header, comments.comments.iter().map(line))
}

fn cell(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// Words that somebody typed, as a cell. Spreadsheets take what begins with some signs for a formula,
/// also behind space; a quote before it keeps it a text.
fn words(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let is_formula = first.is_some_and(|first| matches!(first, '=' | '+' | '-' | '@' | '|' | '%'))
        || text.starts_with(['\t', '\r', '\n']);
    let guard = if is_formula { "'" } else { "" };
    let guarded = format!("{guard}{text}");
    if guarded.contains([',', ';', '"', '\r', '\n', '\t']) {
        return format!("\"{}\"", guarded.replace('"', "\"\""));
    }
    guarded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::code::Till;
    use crate::domain::kpi::answers::{Answer, Change, ChangeText, Funnel, Known, Wanted};
    use crate::domain::survey::{Grade, Marks, Recommend, Scores};
    use crate::engine::api::DayPart;
    use chrono::NaiveDate;

    fn report(good: usize, text: &str) -> Report {
        let day: NaiveDate = "2026-11-22".parse().unwrap();
        let at = day.and_hms_opt(10, 0, 0).unwrap();
        let answer = |recommend| Answer {
            at,
            printed: Some(at),
            till: Till::new(2).unwrap(),
            waited: Some(Waited::Under3),
            scores: Scores {
                happy: Grade::new(5).ok(),
                ..Scores::first(Recommend::new(recommend).unwrap())
            },
            marks: Marks::default(),
        };
        let mut answers = vec![answer(10); good];
        answers.push(Answer {
            printed: None,
            ..answer(3)
        });
        let wanted = Wanted {
            from: day,
            to: day,
            without_marked: false,
        };
        let known = Known {
            answers,
            funnel: Funnel {
                printed: 400,
                opened: 20,
                answered: 10,
                rewarded: 3,
            },
            served: 400,
            changes: vec![Change {
                id: 1,
                day,
                text: ChangeText::new(text).unwrap(),
            }],
        };
        Report::of(wanted, known)
    }

    #[test]
    fn figures_are_a_table_without_what_few_have_in_common() {
        let table = answers(&report(9, "a second till, at noon"));
        let lines: Vec<&str> = table.split("\r\n").collect();
        let expected = [
            "what,key,answers,good,middle,bad,figure,low,high,text",
            "all,,10,9,0,1,80.0,22.2,100.0,",
            "question,happy,10,10,,0,100.0,72.2,100.0,",
            "week,2026-11-16,10,9,0,1,80.0,22.2,100.0,",
            "hour,10,9,9,0,0,,,,",
            "counter,2,10,9,0,1,80.0,22.2,100.0,",
            "waited,under3,10,9,0,1,80.0,22.2,100.0,",
            "codes,printed,400,,,,,,,",
        ];
        for (line, wanted) in lines.iter().zip(expected) {
            // The last digits of the interval are looked at elsewhere.
            let columns = |line: &str| line.split(',').take(7).collect::<Vec<_>>().join(",");
            assert_eq!(columns(line), columns(wanted));
            assert_eq!(line.split(',').count(), 10, "{line}");
        }
        assert_eq!(
            lines[lines.len() - 2],
            "change,2026-11-22,,,,,,,,\"a second till, at noon\""
        );
        let table = answers(&report(3, "x"));
        assert!(table.contains("\r\nall,,,,,,,,,\r\n"), "{table}");
        assert!(table.contains("\r\nhour,10,,,,,,,,\r\n"), "{table}");
    }

    #[test]
    fn answers_are_a_table_of_rows_or_of_nothing() {
        let table = rows(&report(5, "x"));
        let lines: Vec<&str> = table.split("\r\n").collect();
        assert_eq!(lines.len(), 1 + 6 + 1);
        assert_eq!(lines[1], "2026-11-22,,2,under3,3,5,,,,,0,0,0");
        assert_eq!(lines[2], "2026-11-22,10,2,under3,10,5,,,,,0,0,0");
        assert_eq!(rows(&report(3, "x")).split("\r\n").count(), 2);
    }

    #[test]
    fn no_comment_is_a_formula_or_tears_its_line() {
        for (text, expected) in [
            ("cold bread", "cold bread"),
            (
                "=HYPERLINK(\"http://a\")",
                "\"'=HYPERLINK(\"\"http://a\"\")\"",
            ),
            ("+48 601", "'+48 601"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1+1", "'  =1+1"),
            ("\t=1", "\"'\t=1\""),
            ("one, two", "\"one, two\""),
            ("one\r\n=two", "\"one\r\n=two\""),
            ("said \"no\"", "\"said \"\"no\"\"\""),
            ("żółć", "żółć"),
        ] {
            let comment = Comment {
                number: 7,
                day: "2026-11-22".parse().unwrap(),
                part: DayPart::Morning,
                recommend: Recommend::new(3).unwrap(),
                text: text.to_owned(),
                is_read: true,
            };
            let all = Comments {
                comments: vec![comment],
                more: 0,
            };
            let expected =
                format!("day,part,recommend,read,comment\r\n2026-11-22,morning,3,1,{expected}\r\n");
            assert_eq!(comments(&all), expected);
        }
    }
}
