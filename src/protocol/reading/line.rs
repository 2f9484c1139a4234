//! One line of a document: its words, their meanings, its amounts.

use super::amount::{self, Amount};
use super::cause::Coded;
use super::scrub;
use crate::domain::document::Currency;
use crate::protocol::lexicon::fold::{Folded, Odd, WILD};
use crate::protocol::lexicon::{Hit, LanguageSet, Lexicon, Topic, Topics};
use crate::protocol::wipe;
use zeroize::Zeroize as _;

/// Buffers for one line after another.
#[derive(Clone, Default)]
pub(super) struct Scratch {
    folded: Folded,
    /// Folded words with a space before each and one at the end.
    words: Vec<u8>,
    hits: Vec<Hit>,
    /// The amounts of the line, from left to right.
    pub(super) amounts: Vec<Amount>,
}

/// What a line says, without its text.
#[derive(Clone, Copy, Default)]
pub(super) struct Line {
    /// The meanings of its words; negations have been applied.
    pub(super) topics: Topics,
    /// Words in all, amounts not counted.
    pub(super) words: usize,
    /// Words of letters that the lexicon does not know.
    pub(super) unknown: usize,
    /// Words that the lexicon knows and that say nothing.
    pub(super) plain: usize,
    /// How many names of cards it has.
    pub(super) cards: usize,
    /// The last amount.
    pub(super) amount: Option<Amount>,
    /// What a code behind its label comes to.
    pub(super) coded: Option<Coded>,
    /// The currency among its words, as in `TOTAL EUR` with the amount on the next line.
    currency: Option<Currency>,
    /// What else it shows.
    marks: u8,
}

/// What a line shows beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It begins with a way of paying.
    BeginsWithTender,
    /// It begins with the label of a total.
    BeginsWithTotal,
    /// It begins with a short number, as a line of an order does: `2 x Coffee`.
    BeginsWithCount,
    /// It has a number of three digits or more that is no amount and not zero.
    Number,
    /// It has a percentage.
    Percent,
    /// It has a masked card number.
    MaskedCard,
    /// It asks something; a status never does.
    Question,
}

/// Ways of paying.
pub(super) const TENDERS: Topics =
    Topics::of(&[Topic::TenderCash, Topic::TenderCard, Topic::TenderOther]);
const TOTALS: Topics = Topics::of(&[Topic::TotalDue, Topic::TotalSum]);
const SAYS_NOTHING: Topics = Topics::of(&[Topic::Plain, Topic::Prose]);
const APPROVALS: [Topic; 2] = [Topic::Approved, Topic::ApprovedWord];
const REFUSALS: Topics = Topics::of(&[Topic::Declined, Topic::DeclinedWord]);

impl Line {
    pub(super) fn has(&self, mark: Mark) -> bool {
        self.marks & (1 << mark as u8) != 0
    }

    fn mark(&mut self, mark: Mark, is_so: bool) {
        self.marks |= u8::from(is_so) << mark as u8;
    }

    /// The line with an amount that stands below it.
    pub(super) fn with(self, amount: Option<Amount>) -> Self {
        let amount = amount.map(|amount| Amount {
            currency: amount.currency.or(self.currency),
            ..amount
        });
        Self { amount, ..self }
    }

    /// Nothing but amounts, numbers and currencies.
    pub(super) fn is_bare(&self) -> bool {
        self.unknown == 0 && self.plain == 0 && self.topics.is_empty()
    }

    /// Every word says something.
    pub(super) fn is_said_alone(&self) -> bool {
        self.unknown == 0 && self.plain == 0 && !self.topics.is_empty()
    }
}

/// What was printed last does not outlive its reader.
impl Drop for Scratch {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl Scratch {
    /// Forgets the last lines.
    pub(super) fn wipe(&mut self) {
        self.folded.text.zeroize();
        self.words.zeroize();
    }

    /// Reads a line. `votes` counts for each language how often its words were seen; the words of
    /// this line are counted before their meaning is decided.
    pub(super) fn read(&mut self, text: &str, lexicon: &Lexicon, votes: &mut [u32]) -> Line {
        self.folded.fold(text);
        amount::find(&self.folded.text, lexicon, &mut self.amounts);
        self.split(lexicon);
        lexicon.find(&self.words, &mut self.hits);
        self.vote(text, lexicon, votes);
        let mut line = Line {
            amount: self.amounts.last().copied(),
            ..Line::default()
        };
        line.mark(Mark::Percent, self.folded.text.contains(&b'%'));
        line.mark(Mark::MaskedCard, scrub::has_masked_card(&self.folded.text));
        line.mark(Mark::Question, asks(&self.folded.text));
        self.mean(lexicon, leader(votes), &mut line);
        self.count(lexicon, &mut line);
        line
    }

    /// Fills `words` with everything but the amounts.
    fn split(&mut self, lexicon: &Lexicon) {
        // Spaces around them, and a mended word may be twice as long.
        wipe::begin(&mut self.words, 4 * self.folded.text.len() + 2);
        let mut amounts = self.amounts.iter();
        let mut next = amounts.next();
        let mut at = 0;
        while let Some(&byte) = self.folded.text.get(at) {
            if byte == b' ' {
                at += 1;
                continue;
            }
            if let Some(amount) = next
                && at >= amount.start
            {
                at = amount.end;
                next = amounts.next();
            } else if in_word(&self.folded.text, at, byte) {
                let limit = next.map_or(self.folded.text.len(), |amount| amount.start);
                at = push_word(&self.folded, at..limit, lexicon, &mut self.words);
            } else {
                at += 1;
            }
        }
        if !self.words.is_empty() {
            self.words.push(b' ');
        }
    }

    fn vote(&self, text: &str, lexicon: &Lexicon, votes: &mut [u32]) {
        /// A word says more than a letter, which names of people and places have too.
        const WORD: u32 = 2;
        const LETTER: u32 = 1;
        let mut add = |mut set: LanguageSet, weight| {
            while set != 0 {
                if let Some(votes) = votes.get_mut(set.trailing_zeros() as usize) {
                    *votes += weight;
                }
                set &= set - 1;
            }
        };
        for &hit in &self.hits {
            if let Some(pattern) = lexicon.pattern(hit) {
                add(pattern.languages, WORD);
            }
        }
        if !self.folded.odd.is_empty() {
            add(lexicon.letters_in(text), LETTER);
        }
    }

    fn mean(&self, lexicon: &Lexicon, leading: Option<usize>, line: &mut Line) {
        let mut negated_at = None;
        for &hit in &self.hits {
            let Some(pattern) = lexicon.pattern(hit) else {
                continue;
            };
            let topics = pattern.topics(leading);
            line.plain += usize::from(topics.has_any(SAYS_NOTHING));
            let beside = negated_at.is_some_and(|end| end + 1 == hit.start);
            if beside && APPROVALS.iter().any(|&topic| topics.has(topic)) {
                // "NOT APPROVED" in whatever words.
                line.topics.insert(Topic::DeclinedWord);
                continue;
            }
            if beside && topics.has_any(REFUSALS) {
                // "never declined" is no refusal.
                continue;
            }
            if topics.has(Topic::Negation) {
                negated_at = Some(hit.end);
            }
            if topics.has_any(TENDERS) {
                line.mark(Mark::BeginsWithTender, hit.start == 1);
                line.cards += usize::from(topics.has(Topic::TenderCard));
            }
            line.mark(
                Mark::BeginsWithTotal,
                hit.start == 1 && topics.has_any(TOTALS),
            );
            line.topics = line.topics.union(topics);
            line.coded = self.coded(topics, hit.end).or(line.coded);
        }
    }

    /// What the code behind a label that ends at `end` comes to.
    fn coded(&self, topics: Topics, end: usize) -> Option<Coded> {
        let decode = if topics.has(Topic::CodeAsw) {
            Coded::asw
        } else if topics.has(Topic::CodeResponse) {
            Coded::response
        } else {
            return None;
        };
        let mut words = self.words.get(end + 1..)?.split(|&byte| byte == b' ');
        let code = words.next()?;
        // `KOD 31-042 KRAKÓW` is where the shop is.
        let more = words.next().and_then(|word| word.first());
        decode(code).filter(|_| !more.is_some_and(u8::is_ascii_digit))
    }

    /// Counts the words outside the hits.
    fn count(&self, lexicon: &Lexicon, line: &mut Line) {
        let mut hits = self.hits.iter().peekable();
        let mut at = 1;
        for word in self
            .words
            .split(|&b| b == b' ')
            .filter(|word| !word.is_empty())
        {
            while hits.next_if(|hit| hit.end <= at).is_some() {}
            let known = hits.peek().is_some_and(|hit| hit.start <= at);
            let (mut digits, mut some) = (0, false);
            for byte in word.iter().filter(|b| b.is_ascii_digit()) {
                digits += 1;
                some |= *byte != b'0';
            }
            if at == 1 {
                let times = word.strip_suffix(b"X").unwrap_or(word);
                let short = (1..=3).contains(&times.len());
                line.mark(
                    Mark::BeginsWithCount,
                    short && times.iter().all(u8::is_ascii_digit),
                );
            }
            line.words += 1;
            line.mark(Mark::Number, digits >= 3 && some);
            let unknown = !known && digits == 0 && word.len() > 1;
            if unknown {
                let currency = lexicon.currency(word);
                line.currency = currency.or(line.currency);
                line.unknown += usize::from(currency.is_none());
            }
            at += word.len() + 1;
        }
    }
}

/// Whether there is a question mark behind a word; in the place of a letter it is none.
fn asks(text: &[u8]) -> bool {
    let mark = |at: &usize| text.get(*at) == Some(&b'?');
    let word = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let end = |at: usize| {
        text.get(at)
            .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'?')
    };
    (1..text.len())
        .filter(mark)
        .any(|at| word(at - 1) && end(at + 1))
}

/// The language with most votes; `None` while two have as many.
pub(super) fn leader(votes: &[u32]) -> Option<usize> {
    let most = votes.iter().copied().max().filter(|&most| most > 0)?;
    let mut leaders = votes.iter().enumerate().filter(|&(_, &n)| n == most);
    let (first, _) = leaders.next()?;
    leaders.next().is_none().then_some(first)
}

/// Letters and digits; also signs that stand between two letters, where a code page went wrong.
#[inline]
fn in_word(text: &[u8], at: usize, byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || is_doubtful_letter(text, at, byte)
}

fn is_doubtful_letter(text: &[u8], at: usize, byte: u8) -> bool {
    let letter = |at: Option<usize>| {
        let beside = at.and_then(|at| text.get(at));
        beside.is_some_and(|b| b.is_ascii_alphabetic() || *b == WILD)
    };
    let (before, after) = (at.checked_sub(1), at.checked_add(1));
    match byte {
        WILD => letter(before) || letter(after),
        b'[' | b'\\' | b']' | b'{' | b'|' | b'}' | b'~' | b'^' | b'@' | b'$' | b'\'' | 0x80.. => {
            letter(before) && letter(after)
        }
        _ => false,
    }
}

/// Appends the word that begins where the range does; returns where it ends.
fn push_word(
    folded: &Folded,
    range: std::ops::Range<usize>,
    lexicon: &Lexicon,
    words: &mut Vec<u8>,
) -> usize {
    words.push(b' ');
    let from = words.len();
    let plain = folded.text.get(range.clone()).unwrap_or_default();
    let plain = plain
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let mut end = range.start + plain;
    let mut doubtful = false;
    words.extend_from_slice(folded.text.get(range.start..end).unwrap_or_default());
    while let Some(&byte) = folded.text.get(end).filter(|_| end < range.end)
        && in_word(&folded.text, end, byte)
    {
        if byte.is_ascii_alphanumeric() {
            words.push(byte);
        } else if byte != b'\'' {
            words.push(WILD);
            doubtful = true;
        }
        end += 1;
    }
    let odd = odd_within(folded, range.start, end);
    if doubtful || !odd.is_empty() {
        let word = words.get(from..).unwrap_or_default();
        if let Some(mended) = lexicon.mend(word, range.start, odd) {
            words.truncate(from);
            words.extend_from_slice(mended);
        } else if doubtful {
            split_at_doubt(words, from);
        }
    }
    end
}

fn odd_within(folded: &Folded, start: usize, end: usize) -> &[Odd] {
    let first = folded.odd.partition_point(|odd| odd.at < start);
    let last = folded.odd.partition_point(|odd| odd.at < end);
    folded.odd.get(first..last).unwrap_or_default()
}

/// Takes the doubtful signs out of a word that nothing mends; what they parted becomes words.
fn split_at_doubt(words: &mut Vec<u8>, from: usize) {
    let mut write = from;
    for read in from..words.len() {
        let byte = words.get(read).copied().unwrap_or(WILD);
        let after_space = write == 0 || words.get(write - 1) == Some(&b' ');
        if byte != WILD || !after_space {
            if let Some(slot) = words.get_mut(write) {
                *slot = if byte == WILD { b' ' } else { byte };
            }
            write += 1;
        }
    }
    words.truncate(write);
    if words.last() == Some(&b' ') {
        words.pop();
    }
}
