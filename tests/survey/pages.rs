//! The way of a customer through the pages, and every way in which a code can be wrong.

use super::served::{Served, TODAY, code, code_of};
use tillside::domain::code::{Day, Kind};

#[test]
fn three_pages_keep_an_answer_and_thank_for_it() {
    let served = Served::start();
    let token = served.open_page(code(1));
    let on = served.score(code(1), &token, 9);
    let second = served.follow(code(1), &on);
    second.expect(200, "Were you happy with your visit?");
    assert!(second.body.contains("Did you find it?"), "{}", second.body);
    let form = format!(
        "t={token}&happy=5&easy=4&met=&own=2&comment=good+bread+%F0%9F%8D%9E&contact=601+602&consent=1"
    );
    let on = served.post(&format!("/{}", code(1).compact()), &form);
    let thanks = served.follow(code(1), &on);
    thanks.expect(200, "a coffee");
    assert!(thanks.body.contains("<svg") && thanks.body.contains("20 PLN"));
    let sheets = served.pull(0).sheets;
    let [sheet] = &sheets[..] else {
        panic!("{sheets:?}")
    };
    assert_eq!(sheet.number, 1);
    assert_eq!(
        (sheet.day, sheet.seq.get(), sheet.till.get()),
        (TODAY, 1, 1)
    );
    let grades = [
        sheet.scores.happy,
        sheet.scores.easy,
        sheet.scores.met,
        sheet.scores.own,
    ];
    let grades = grades.map(|grade| grade.map(u8::from));
    assert_eq!(grades, [Some(5), Some(4), None, Some(2)]);
    assert_eq!(u8::from(sheet.scores.recommend), 9);
    assert_eq!(sheet.comment.as_deref(), Some("good bread 🍞"));
    assert_eq!(sheet.contact.as_deref(), Some("601 602"));
    assert!(sheet.marks.from_shop, "the test calls on the loopback");
}

#[test]
fn looking_uses_nothing_up_and_counts_once_per_code() {
    let served = Served::start();
    let path = format!("/krk-1/{}", code(1));
    for headers in [
        "Sec-Purpose: prefetch\r\n",
        "Purpose: preview\r\n",
        "X-Moz: prefetch\r\n",
    ] {
        served
            .ask("GET", &path, headers)
            .expect(200, "recommend us");
    }
    assert_eq!(served.ask("HEAD", &path, "").status, 200);
    assert_eq!(served.pull(0).opened_total, 0);
    for path in [path.as_str(), &path.to_lowercase(), &path.replace('-', "")] {
        served.get(path).expect(200, "recommend us");
    }
    let pulled = served.pull(0);
    assert_eq!((pulled.opened_total, pulled.sheets.len()), (1, 0));
}

#[test]
fn the_same_page_may_change_its_answer_and_send_twice() {
    let served = Served::start();
    let token = served.open_page(code(1));
    served.score(code(1), &token, 2);
    let on = served.score(code(1), &token, 8);
    served.follow(code(1), &on).expect(200, "Thank you!");
    let form = format!("t={token}&happy=4");
    let path = format!("/{}", code(1).compact());
    let first = served.post(&path, &form);
    let second = served.post(&path, &form);
    assert_eq!(first.header("location"), second.header("location"));
    served.follow(code(1), &second).expect(200, "a coffee");
    // Also from the address alone, once nobody remembers.
    served.clock.wait_days(1);
    let sheets = served.pull(0).sheets;
    assert_eq!(sheets.len(), 1);
    assert_eq!(u8::from(sheets[0].scores.recommend), 8);
    // The day's form has run out by then.
    served.follow(code(1), &second).expect(409, "has been used");
}

#[test]
fn a_used_code_is_told_kindly_to_anybody_else() {
    let served = Served::start();
    let (mine, theirs) = (served.open_page(code(1)), served.open_page(code(1)));
    served.score(code(1), &mine, 9);
    served
        .score(code(1), &theirs, 1)
        .expect(409, "has been used");
    served
        .get(&format!("/{}", code(1)))
        .expect(409, "has been used");
    let path = format!("/{}?t={theirs}", code(1));
    served.get(&path).expect(409, "has been used");
    let form = format!("t={theirs}&comment=mine");
    served
        .post(&format!("/{}", code(1)), &form)
        .expect(409, "has been used");
}

#[test]
fn an_answer_can_be_added_to_for_half_an_hour() {
    let served = Served::start();
    let tokens = [1, 2].map(|seq| served.open_page(code(seq)));
    for (seq, token) in (1..).zip(&tokens) {
        assert_eq!(served.score(code(seq), token, 3).status, 303);
    }
    assert_eq!(served.pull(0).sheets.len(), 0);
    served.clock.wait(29 * 60_000);
    let form = format!("t={}&happy=1", tokens[0]);
    assert_eq!(served.post(&format!("/{}", code(1)), &form).status, 303);
    served.clock.wait(60_000);
    let sheets = served.pull(0).sheets;
    let seqs: Vec<(u64, u16)> = sheets
        .iter()
        .map(|sheet| (sheet.number, sheet.seq.get()))
        .collect();
    assert_eq!(seqs, [(1, 1), (2, 2)]);
    let form = format!("t={}&happy=1", tokens[1]);
    let late = served.post(&format!("/{}", code(2)), &form);
    late.expect(410, "Your first answer is kept");
}

#[test]
fn a_contact_without_consent_is_asked_for_and_nothing_is_lost() {
    let served = Served::start();
    let token = served.open_page(code(1));
    served.score(code(1), &token, 0);
    let form = format!("t={token}&happy=2&comment=%3Cb%3Ecold%3C%2Fb%3E&contact=601");
    let path = format!("/{}", code(1));
    let page = served.post(&path, &form);
    page.expect(422, "Please tick the box");
    for kept in [
        "value=\"601\"",
        "cold",
        "value=\"2\" checked",
        "aria-invalid=\"true\"",
    ] {
        assert!(page.body.contains(kept), "no {kept} in {}", page.body);
    }
    assert!(!page.body.contains("<b>"), "{}", page.body);
    assert!(served.pull(0).sheets.is_empty(), "nothing is sent before");
    assert_eq!(
        served
            .post(&path, &form.replace("contact=601", "contact="))
            .status,
        303
    );
    let sheets = served.pull(0).sheets;
    assert_eq!(sheets[0].contact, None);
    assert_eq!(sheets[0].comment.as_deref(), Some("<b>cold</b>"));
}

#[test]
fn every_wrong_code_has_its_page() {
    let served = Served::start();
    let path = |code| format!("/{code}");
    let forged = code_of(9, Kind::Survey, TODAY, 1);
    let wrong_tag = {
        // Of the right store, and made with another store's key.
        let text = code_of(7, Kind::Survey, TODAY, 1).compact();
        let guess = |symbol: char| format!("0{}{symbol}", text.get(1..11).unwrap());
        let symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars();
        let guesses = symbols.map(guess).find_map(|text| text.parse().ok());
        guesses.unwrap()
    };
    for (code, status, text) in [
        (
            code_of(0, Kind::Survey, Day(TODAY.0 - 60), 1),
            200,
            "recommend us",
        ),
        (
            code_of(0, Kind::Survey, Day(TODAY.0 + 1), 1),
            200,
            "recommend us",
        ),
        (code_of(7, Kind::Survey, TODAY, 1), 200, "recommend us"),
        (
            code_of(0, Kind::Survey, Day(TODAY.0 - 61), 1),
            410,
            "It was good until",
        ),
        (
            code_of(0, Kind::Survey, Day(TODAY.0 + 2), 1),
            404,
            "do not know",
        ),
        (code_of(0, Kind::Reward, TODAY, 1), 404, "for the till"),
        (forged, 404, "another store"),
        (wrong_tag, 404, "do not know"),
    ] {
        served.get(&path(code)).expect(status, text);
    }
    for (typed, text) in [
        ("/0YTZ6FYHJXDY", "does not fit the others"),
        ("/0YTZ6FYHJXD", "this one has 11"),
        ("/0YTZ6FYHJXD%C3%A9", "Character 12 is not one"),
        ("/0YTZ6FYHUXDZ", "Character 9 is not one"),
        ("/%FF%FE", "has 0"),
    ] {
        served.get(typed).expect(404, text);
    }
    assert_eq!(
        served.pull(0).guesses_total,
        2,
        "typing mistakes are no guesses"
    );
}

#[test]
fn a_code_can_be_typed_on_the_start_page() {
    let served = Served::start();
    served.get("/?l=pl").expect(200, "Kod, 12 znaków");
    let found = served.get(&format!(
        "/?l=pl&code=+{}+",
        code(1).to_string().to_lowercase()
    ));
    assert_eq!(found.status, 303);
    assert_eq!(
        found.header("location"),
        format!("{}?l=pl", code(1).compact())
    );
    let typo = served.get("/?code=0YTZ-6FYH-UXDZ");
    typo.expect(422, "Character 9 is not one");
    assert!(
        typo.body.contains("value=\"0YTZ-6FYH-UXDZ\""),
        "{}",
        typo.body
    );
    let markup = served.get("/?code=%22%3E%3Cscript%3E");
    assert!(!markup.body.contains("<script"), "{}", markup.body);
}

#[test]
fn the_language_is_kept_through_the_forms() {
    let served = Served::start();
    let visits = [
        ("", "pl-PL,pl;q=0.9", "pl", "Czy było?"),
        ("?l=da", "pl", "da", "Did you find it?"),
        ("", "de", "en", "Did you find it?"),
        ("?l=et", "", "et", "Did you find it?"),
    ];
    for (seq, (query, accepted, language, question)) in (1..).zip(visits) {
        let headers = format!("Accept-Language: {accepted}\r\n");
        let page = served.ask("GET", &format!("/{}{query}", code(seq)), &headers);
        page.expect(200, &format!("<html lang=\"{language}\">"));
        assert_eq!(page.header("vary"), "Accept-Language");
        let action = format!("action=\"?l={language}\"");
        assert!(page.body.contains(&action), "{}", page.body);
        served.clock.wait(5000);
        let form = format!("t={}&score=7", page.token());
        let on = served.post(&format!("/{}?l={language}", code(seq)), &form);
        let second = served.follow(code(seq), &on);
        second.expect(200, &format!("<html lang=\"{language}\">"));
        assert!(second.body.contains(question), "{}", second.body);
    }
}

#[test]
fn pages_are_small_and_carry_their_headers() {
    let served = Served::start();
    let style = served.get("/style.css").body.len();
    let token = served.open_page(code(1));
    let on = served.score(code(1), &token, 9);
    let done = served.post(&format!("/{}?l=et", code(1)), &format!("t={token}"));
    let pages = [
        served.get(&format!("/{}", code(2))),
        served.follow(code(1), &on),
        served.follow(code(1), &done),
        served.get("/"),
        served.get("/privacy?l=pl"),
    ];
    for page in pages {
        let whole = page.head.len() + page.body.len() + style;
        assert!(whole <= 14 * 1024, "{whole} bytes");
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("x-robots-tag", "noindex, nofollow"),
            ("vary", "Accept-Language"),
        ] {
            assert_eq!(page.header(name), value, "{}", page.head);
        }
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self';"),
            "{policy}"
        );
        assert!(!page.header("permissions-policy").is_empty());
        let text = format!("{}{}", page.head, page.body).to_lowercase();
        for forbidden in [
            "<script",
            "set-cookie",
            "http://",
            "https://",
            "style=",
            " on",
        ] {
            let found = text.contains(forbidden) && forbidden != " on";
            assert!(!found, "{forbidden} in {text}");
        }
    }
}
