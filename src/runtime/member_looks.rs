//! What a manager looks at of members: who is found, and everything that is kept of one. Only looks.

use std::path::Path;

use super::{config_file, member_export};
use crate::domain::member::{CardText, Member};
use crate::engine::api::{
    FileHandedOut, MemberFound, MemberPages, MemberQuestion, MemberSearch, MemberSummary,
    MembersFound,
};
use crate::engine::members::FoundMember;
use crate::journal::{Error, FILE, MemberData, Reader};

/// Who is called so or has this card; the error says what happened and what to do.
pub(super) fn find(
    data: &Path,
    config: &Path,
    search: &MemberSearch,
) -> Result<MembersFound, String> {
    let find = |reader: &Reader| match search {
        MemberSearch::Name(name) => {
            let found = reader.find_members(name)?.into_iter();
            Ok(found.map(named).collect())
        }
        MemberSearch::Card(text) => by_card(reader, config, text),
    };
    let members = read(data, find)?;
    Ok(MembersFound { members })
}

/// Everything that is kept of a member, nothing where there is nobody; the error says what happened and
/// what to do.
pub(super) fn pages(data: &Path, question: MemberQuestion) -> Result<Option<MemberPages>, String> {
    let found = read(data, |reader| reader.member_data(question.member))?;
    let pages = found.map(|found| {
        let json = member_export::as_json(&found).map_err(|error| format!("{error:#}"))?;
        Ok(MemberPages {
            summary: summary(&found),
            json,
            text: member_export::as_text(&found, question.language),
        })
    });
    pages.transpose()
}

/// All numbers of a member, none where there is nobody; the error says what happened and what to do.
pub(super) fn numbers(data: &Path, member: Member) -> Result<Vec<Member>, String> {
    read(data, |reader| reader.member_numbers(member))
}

fn read<T>(data: &Path, look: impl FnOnce(&Reader) -> Result<T, Error>) -> Result<T, String> {
    let found = Reader::open(&data.join(FILE)).and_then(|reader| look(&reader));
    found.map_err(|error| error.to_string())
}

/// A text that is no card, or was misread, is nobody's.
fn by_card(reader: &Reader, config: &Path, text: &CardText) -> Result<Vec<MemberFound>, Error> {
    let prefix = config_file::read(config).ok();
    let prefix = prefix.and_then(|config| config.scanner.member_prefix);
    let Ok(card) = text.card(prefix.as_deref()) else {
        return Ok(Vec::new());
    };
    Ok(reader.find_card(card)?.into_iter().collect())
}

fn named(found: FoundMember) -> MemberFound {
    let FoundMember {
        member,
        name,
        since,
        last,
    } = found;
    MemberFound {
        member,
        name: Some(name),
        since,
        last,
    }
}

fn summary(data: &MemberData) -> MemberSummary {
    let days = data.record.visits.days(&data.numbers);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let lost = data.cards.iter().filter(|card| card.lost.is_some()).count();
    let handed_out = data.exports.iter().map(|row| FileHandedOut {
        at: row.at,
        what: row.what.clone(),
    });
    MemberSummary {
        numbers: data.numbers.clone(),
        name: data.profile.name.clone(),
        since: data.since,
        agreed_at: data.agreed_at,
        agreed_in: data.profile.agreed_in,
        has_birthday: data.profile.birthday.is_some(),
        has_note: data.profile.note.is_some(),
        opted_out: data.profile.opted_out,
        is_staff: data.record.staff.is_staff(),
        visits: count(days.len()),
        last: days.last().copied(),
        stars: data.record.stars.balance(&data.numbers),
        cards: count(data.cards.len() - lost),
        lost_cards: count(lost),
        handed_out: handed_out.collect(),
    }
}
