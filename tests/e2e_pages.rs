//! The customers' pages of a real service, as a phone gets them.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use shop::{Service, Shop};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tillside::runtime::local_api::PAGES_FILE;

struct Pages {
    address: SocketAddr,
    _service: Service,
    _shop: Shop,
}

/// What came back: status line and headers, and the page.
struct Answer {
    head: String,
    body: String,
}

impl Pages {
    fn open() -> Self {
        let mut shop = Shop::with_own_ports();
        shop.enabled = false;
        shop.pages = true;
        let service = shop.open();
        service.wait_for("the customers' pages are served");
        let address = fs::read_to_string(shop.data.join(PAGES_FILE)).unwrap();
        Self {
            address: address.trim().parse().unwrap(),
            _service: service,
            _shop: shop,
        }
    }

    fn ask(&self, method: &str, path: &str, header: &str) -> Answer {
        let mut phone = TcpStream::connect(self.address).unwrap();
        phone
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: s.example.com\r\n{header}Connection: close\r\n\r\n"
        );
        phone.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        phone.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer {
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}

impl Answer {
    #[track_caller]
    fn expect(&self, status: &str, texts: &[&str]) {
        assert!(
            self.head.starts_with(&format!("HTTP/1.1 {status}")),
            "{}",
            self.head
        );
        for text in texts {
            assert!(self.body.contains(text), "no {text:?} in {}", self.body);
        }
        for header in [
            "content-security-policy: default-src 'none'",
            "cache-control: no-store",
        ] {
            assert!(self.head.contains(header), "no {header:?} in {}", self.head);
        }
        for forbidden in ["<script", "set-cookie", "http://", "https://"] {
            let whole = format!("{}{}", self.head, self.body).to_lowercase();
            assert!(!whole.contains(forbidden), "{forbidden} in {whole}");
        }
    }
}

#[test]
fn a_code_is_thanked_for_and_a_mistake_is_explained_in_the_visitors_language() {
    let pages = Pages::open();
    let polish = "Accept-Language: pl-PL,pl;q=0.9,en;q=0.8\r\n";
    for path in ["/0YTZ6FYHJXDZ", "/0ytz-6fyh-jxdz", "/KRK-1/0YTZ6FYHJXDZ"] {
        let page = pages.ask("GET", path, "");
        page.expect(
            "200",
            &["lang=\"en\"", "Thank you for your visit!", "0YTZ-6FYH-JXDZ"],
        );
        pages
            .ask("GET", path, polish)
            .expect("200", &["lang=\"pl\"", "Dziękujemy za wizytę!"]);
    }
    let danish = pages.ask("GET", "/0YTZ6FYHJXDZ?l=da", polish);
    danish.expect("200", &["lang=\"da\"", "Tak for dit besøg!"]);
    let typo = pages.ask("GET", "/0YTZ6FYHJXDY?l=et", "");
    typo.expect("404", &["lang=\"et\"", "Üks märk ei sobi teistega kokku."]);
    pages
        .ask("GET", "/0YTZ6FYHJXD", polish)
        .expect("404", &["a ten ma 11 znaków"]);
    pages
        .ask("GET", "/0YT%C3%A96FYHJXDZ", "")
        .expect("404", &["Character 4"]);
    for start in ["/", "/KRK-1/"] {
        pages.ask("GET", start, "").expect("200", &["Hello!"]);
    }
    pages.ask("GET", "/a/b/c/d", "").expect("404", &["Hello!"]);
}

#[test]
fn whatever_is_asked_a_page_or_a_refusal_comes_back() {
    let pages = Pages::open();
    let markup = pages.ask("GET", "/%3Cscript%3Ealert(1)%3C/script%3E", "");
    assert!(!markup.body.contains("<script"), "{}", markup.body);
    let long = "A".repeat(4000);
    pages
        .ask("GET", &format!("/{long}"), "")
        .expect("404", &["999"]);
    let posted = pages.ask("POST", "/0YTZ6FYHJXDZ", "Content-Length: 0\r\n");
    assert!(posted.head.starts_with("HTTP/1.1 405"), "{}", posted.head);
    let broken = pages.ask("GET", "/%FF%FE", "");
    assert!(broken.head.starts_with("HTTP/1.1 4"), "{}", broken.head);
    let style = pages.ask("GET", "/style.css", "");
    assert!(style.head.contains("text/css") && style.body.contains("--accent"));
}
