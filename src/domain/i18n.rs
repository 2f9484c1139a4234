//! The words of the product in every language: the Fluent files of `assets/i18n`, built into the
//! program.
//!
//! A language is one file there and nothing else. What a *till* prints is another matter, see the
//! lexicon.

use super::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use unic_langid::LanguageIdentifier;

/// What a placeholder of a message stands for: made with `from` of a number or a text.
pub use fluent_bundle::FluentValue as Value;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/i18n");

/// All messages in one language, and in English where that language lacks one. Cheap to clone.
#[derive(Clone)]
pub struct Messages {
    language: Language,
    bundles: Vec<Arc<FluentBundle<FluentResource>>>,
}

impl Messages {
    /// The messages in this language; in English if there is no such file.
    pub fn for_language(language: Language) -> Self {
        let known = Self::languages().contains(&language);
        let language = if known { language } else { Language::ENGLISH };
        let mut chain = vec![language, Language::ENGLISH];
        chain.dedup();
        let bundles = chain.into_iter().filter_map(bundle).collect();
        Self { language, bundles }
    }

    /// The languages that there are, in the order of their codes.
    pub fn languages() -> Vec<Language> {
        static KNOWN: LazyLock<Vec<Language>> = LazyLock::new(|| {
            let files = FILES.files();
            let language = |path: &str| Language::new(path.strip_suffix(".ftl")?);
            let known = files.filter_map(|file| language(file.path().to_str()?));
            let mut known: Vec<Language> = known.collect();
            known.sort_unstable();
            known
        });
        KNOWN.clone()
    }

    /// The language that these messages are in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without placeholders; the key itself if there is none of that name.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with its placeholders filled in; the key itself if there is none of that name.
    pub fn with(&self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        self.format(key, values).unwrap_or_else(|| key.to_owned())
    }

    fn format(&self, key: &str, values: &[(&str, Value<'_>)]) -> Option<String> {
        let (bundle, pattern) = self
            .bundles
            .iter()
            .find_map(|bundle| Some((bundle, bundle.get_message(key)?.value()?)))?;
        let args: FluentArgs<'_> = values
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        // A placeholder without a value comes out as its name, which is the best there is.
        let mut ignored = Vec::new();
        Some(
            bundle
                .format_pattern(pattern, Some(&args), &mut ignored)
                .into_owned(),
        )
    }
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Messages({})", self.language)
    }
}

/// Each file is read once, when the first message is wanted.
fn bundle(language: Language) -> Option<Arc<FluentBundle<FluentResource>>> {
    static READ: LazyLock<BTreeMap<Language, Arc<FluentBundle<FluentResource>>>> =
        LazyLock::new(|| {
            let languages = Messages::languages().into_iter();
            languages
                .filter_map(|language| Some((language, read(language)?)))
                .collect()
        });
    READ.get(&language).map(Arc::clone)
}

fn read(language: Language) -> Option<Arc<FluentBundle<FluentResource>>> {
    let text = FILES.get_file(format!("{language}.ftl"))?.contents_utf8()?;
    // What can be read of a damaged file is used; a test reads every file in full.
    let resource =
        FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
    let locale: LanguageIdentifier = language.as_str().parse().ok()?;
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The marks around placeholders are for mixed writing directions and would end up on paper.
    bundle.set_use_isolating(false);
    // For ordinals; without them a number stands as it is.
    let _builtins = bundle.add_builtins();
    bundle.add_resource_overriding(resource);
    Some(Arc::new(bundle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn text(language: Language) -> &'static str {
        FILES
            .get_file(format!("{language}.ftl"))
            .unwrap()
            .contents_utf8()
            .unwrap()
    }

    /// Every key with the names of its placeholders.
    fn keys(language: Language) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        let mut found = BTreeMap::new();
        let mut key = "";
        for line in text(language).lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
                key = name;
                assert!(
                    found.insert(key, BTreeSet::new()).is_none(),
                    "{key} twice in {language}"
                );
            }
            let placeholders = line.split('$').skip(1).map(|after| {
                after
                    .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                    .next()
                    .unwrap()
            });
            if !line.is_empty() {
                found.get_mut(key).unwrap().extend(placeholders);
            }
        }
        found
    }

    #[test]
    fn every_language_has_every_key_with_the_same_placeholders() {
        let languages = Messages::languages();
        for code in ["da", "en", "et", "pl"] {
            assert!(languages.contains(&Language::new(code).unwrap()), "{code}");
        }
        let english = keys(Language::ENGLISH);
        assert!(english.len() >= 9);
        for language in languages {
            assert_eq!(keys(language), english, "{language}");
        }
    }

    #[test]
    fn every_file_is_read_without_an_error() {
        for language in Messages::languages() {
            let errors = FluentResource::try_new(text(language).to_owned()).err();
            assert!(errors.is_none(), "{language}: {errors:?}");
            let messages = Messages::for_language(language);
            for (key, placeholders) in keys(language) {
                let values: Vec<_> = placeholders
                    .iter()
                    .map(|name| (*name, Value::from(2)))
                    .collect();
                let shown = messages.with(key, &values);
                assert!(
                    !shown.is_empty() && shown != key && !shown.contains('$'),
                    "{key}: {shown}"
                );
            }
        }
    }

    #[test]
    fn what_goes_on_paper_is_narrow_and_prints_in_any_character_set() {
        let allowed = |c: char| c.is_ascii_alphanumeric() || " ?.,!:-".contains(c);
        for language in Messages::languages() {
            let messages = Messages::for_language(language);
            let paper = keys(language)
                .into_iter()
                .filter(|(key, _)| key.starts_with("paper-"));
            for (key, placeholders) in paper {
                // Numbers and times are no longer than 16:30, and no name of a profile is than this.
                let longest = |name| if name == "profile" { 20 } else { 5 };
                let values: Vec<_> = placeholders
                    .iter()
                    .map(|name| (*name, Value::from("x".repeat(longest(*name)))))
                    .collect();
                let shown = messages.with(key, &values);
                assert!(shown.chars().all(allowed), "{language} {key}: {shown}");
                assert!(shown.len() <= 32, "{language} {key}: {shown}");
            }
        }
    }

    #[test]
    fn messages_fall_back_to_english_and_at_last_to_the_key() {
        let messages = |code: &str| Messages::for_language(Language::new(code).unwrap());
        assert_eq!(
            messages("da").get("paper-survey-invite"),
            "Hvordan gik det i dag?"
        );
        assert_eq!(
            messages("xx").get("paper-survey-invite"),
            "How did we do today?"
        );
        assert_eq!(messages("xx").language(), Language::ENGLISH);
        assert_eq!(messages("et").get("no-such-key"), "no-such-key");
        let values = [("profile", Value::from("generic"))];
        assert_eq!(
            messages("pl").with("paper-selftest-profile", &values),
            "Profil: generic"
        );
    }

    #[test]
    fn messages_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Messages>();
    }
}
