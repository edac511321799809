//! A small corpus in the field's own words, indexed once, for the tests of searching.

use std::sync::{Arc, LazyLock};

use prasme::model::{
    Details, Kind, LabelRole, Lang, Level, Material, Record, RecordId, Source, TextRole,
};
use prasme::search::{
    BuildSettings, IndexStore, SearchConfig, SearchRequest, SearchResponse, Searcher, fingerprint,
};
use prasme::text::vocabulary::{FileKind, VocabularyFile};
use prasme::text::{Analyser, Vocabulary};

/// `id | kind | parent | code | sector | level | names | text`; names as `lv:…`, `en:…`, `lv~…` alternative, `lv!…` hidden.
const RECORDS: &str = "
sector/ene|sector||ENE|ENE||lv:Enerģētika;en:Energy|
sector/kok|sector||KOK|KOK||lv:Mežsaimniecība un kokrūpniecība|
pkp/elektro|qualification|sector/ene|PS-909|ENE|4|lv:Elektrotehniķis;en:Electrical technician|Izbūvē un uztur elektroietaises, plāno darbu un vada brigādi.
pkp/elektro/1|task|pkp/elektro|1.1|ENE|4|lv:programmēt loģiskos kontrollerus pēc shēmas|
pkp/elektro/1/1|requirement|pkp/elektro/1||ENE|4|lv:Programmējamo loģisko kontrolleru programmēšana.|
pkp/elektro/1/2|requirement|pkp/elektro/1||ENE|4|lv:Elektrodrošība elektroietaišu ekspluatācijas darbos.|
pkp/mebeles|qualification|sector/kok|PS-018|KOK|3|lv:Mēbeļu galdnieks;lv~mēbeļnieks;en:Cabinet maker|Izgatavo mēbeles no koka un koka plātnēm.
pkp/mebeles/1|requirement|pkp/mebeles||KOK|3|lv:Lasīt rasējumus un skices.|
pkp/mebeles/2|requirement|pkp/mebeles||KOK|3|lv:Rasējumu izstrāde ar datoru.|
pkp/bugaldnieks|qualification|sector/kok|PS-019|KOK|3|lv:Būvizstrādājumu galdnieks;en:Joiner|Izgatavo logus un durvis.
mip/elektro|programme|sector/ene|33 522 01 1|ENE|4|lv:Enerģētika un elektrotehnika|
mip/elektro/m1|module|mip/elektro|ET1|ENE|4|lv:Elektrodrošība un darba aizsardzība|Sekmēt spējas droši strādāt elektroietaisēs.
mip/elektro/m1/1|learning_outcome|mip/elektro/m1|1|ENE|4|lv:sniegt pirmo palīdzību elektrotraumas gadījumā|Elpināšana un sirds masāža.
mip/elektro/m2|module|mip/elektro|ET2|ENE|4|lv:Automātikas vadības iekārtas|Kontrolieris pārbauda iekārtu un raksta protokolu.
mip/elektro/m2/1|learning_outcome|mip/elektro/m2|1|ENE|4|lv:savienot devējus ar kontrolieri|
mip/kok|programme|sector/kok|33 543 04 1|KOK|3|lv:Kokizstrādājumu izgatavošana|
mip/kok/m1|module|mip/kok|KA1|KOK|3|lv:Kokapstrāde ar mašīnām|Ēvelēt, frēzēt un zāģēt koksni.
mip/kok/m2|module|mip/kok|KA2|KOK|3|lv:Koka virsmu apstrāde un apdare|
mip/kok/m3|module|mip/kok|KA3|KOK|3|lv:Darba aizsardzība galdniecībā|
mip/met/m1|module||ME1|MET|4|lv:MIG/MAG metināšana|Metināšana aizsarggāzē pēc ISO 9606.
mip/met/m2|module||ME2|MET|4|lv:TIG metināšana|
mat/1|material|||ENE|4|lv:Elektrodrošības pamati|lv;video;Brīvi;2021
mat/2|material|||ENE|4|lv:Elektrodrošība: mācību grāmata|lv;mācību grāmata;Skolas krājumā;2012
mat/3|material|||ENE|4|en:Electrical safety handbook|en;mācību grāmata;Abonements;2019
esco:skill/1|skill||||| en:programme logic controllers;en~program PLC;en~PLC programming;lv:programmēt loģiskos kontrollerus|Write programs for programmable logic controllers.
esco:skill/2|skill||||| en:weld metal;en~welding of metals;en~metal welding|Join metal parts by melting them.
esco:skill/3|skill||||| en:manage a team;en~team management|Lead a group of people.
esco:skill/4|skill||||| en:operate welding equipment|Use welding equipment to melt and join pieces of metal.
esco:skill/5|skill||||| en:kāzas planner;lv:plānot kāzas|
esco:skill/6|skill||||| lv:ganīt kazas;en:herd goats|
digcomp/1.1|competence||1.1|||lv:Datu, informācijas un digitālā satura pārlūkošana;lv!guglēt;en:Browsing data|
digcomp/2|competence_area||2|||lv:Saziņa un sadarbība;en:Communication and collaboration|
digcomp/2.2|competence|digcomp/2|2.2|||lv:Dalīšanās, izmantojot digitālās tehnoloģijas;lv!pārsūta rasējumu kolēģim|
c/1|skill|||||lv:C++ programmēšana|
";

const SYNONYMS: &str = "elektriķis => elektrotehniķis @0.9\n";
const ABBREVIATIONS: &str = "PLC: programmējamais loģiskais kontrolleris\n";
const STOP: &str = "un, ar, pēc, no\n";

fn kind(code: &str) -> Kind {
    Kind::from_code(code).unwrap_or_else(|| panic!("{code} is no kind"))
}

/// The records of the corpus.
pub(crate) fn records() -> Vec<Record> {
    RECORDS
        .lines()
        .filter(|line| !line.is_empty())
        .map(record)
        .collect()
}

fn record(line: &str) -> Record {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [id, kind_code, parent, code, sector, level, names, text] = cells[..] else {
        panic!("eight cells: {line}")
    };
    let mut record = Record::new(
        RecordId::new(id).expect("the corpus is right"),
        kind(kind_code),
        Source::file("corpus"),
    );
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    record.parent = some(parent).map(|parent| RecordId::new(&parent).expect("the corpus is right"));
    record.code = some(code);
    record.sector = some(sector);
    record.level = level
        .parse()
        .ok()
        .map(|level| Level::lki(level).expect("the corpus is right"));
    record.framework = id.starts_with("esco").then(|| "esco".to_owned());
    for name in names.split(';') {
        let (lang, rest) = name.trim().split_at(2);
        let (mark, name) = rest.split_at(1);
        let role = match mark {
            ":" => LabelRole::Preferred,
            "~" => LabelRole::Alternative,
            _ => LabelRole::Hidden,
        };
        record.label(Lang::from_tag(lang), role, name);
    }
    if record.kind == Kind::Material {
        let [lang, kind, access, year] = text.split(';').collect::<Vec<_>>()[..] else {
            panic!("four parts: {text}")
        };
        record.details = Details::Material(Box::new(Material {
            languages: vec![lang.to_owned()],
            material_type: Some(kind.to_owned()),
            access: Some(access.to_owned()),
            year: year.parse().ok(),
            ..Default::default()
        }));
    } else {
        let lang = if record.framework.is_some() {
            Lang::En
        } else {
            Lang::Lv
        };
        record.text(lang, TextRole::Description, text);
    }
    record
}

/// The vocabulary of the tests.
pub(crate) fn vocabulary(analyser: &Analyser) -> Vocabulary {
    let file = |name, kind, text: &'static str| VocabularyFile {
        name,
        kind,
        bytes: text.as_bytes(),
    };
    let files = [
        file("synonyms.txt", FileKind::Synonyms, SYNONYMS),
        file("abbreviations.txt", FileKind::Abbreviations, ABBREVIATIONS),
        file(
            "stopwords-lv.txt",
            FileKind::StopWords(prasme::text::Lang::Lv),
            STOP,
        ),
    ];
    Vocabulary::parse(analyser, &files).expect("the corpus is right")
}

/// A searcher over records in a folder of its own.
pub(crate) fn searcher_of(records: Vec<Record>) -> (Searcher, tempfile::TempDir) {
    let analyser = Arc::new(Analyser::default());
    let dir = tempfile::tempdir().expect("the corpus is right");
    let store = IndexStore::open(dir.path()).expect("the corpus is right");
    let print = fingerprint(&analyser);
    let settings = BuildSettings {
        analyser: &analyser,
        fingerprint: &print,
        change: 1,
    };
    let snapshot = store
        .build(records, settings, |_| ())
        .expect("the corpus is right");
    let vocabulary = Arc::new(vocabulary(&analyser));
    (
        Searcher::new(analyser, vocabulary, SearchConfig::default(), snapshot),
        dir,
    )
}

static SEARCHER: LazyLock<(Searcher, tempfile::TempDir)> = LazyLock::new(|| searcher_of(records()));

/// The searcher over the corpus.
pub(crate) fn searcher() -> &'static Searcher {
    &SEARCHER.0
}

/// Answers a query.
pub(crate) fn search(query: &str) -> SearchResponse {
    searcher()
        .search(&SearchRequest::new(query))
        .expect("the corpus is right")
}

/// The identifiers of the hits, best first.
pub(crate) fn ids(query: &str) -> Vec<String> {
    ids_of(&search(query))
}

/// The identifiers of a response.
pub(crate) fn ids_of(response: &SearchResponse) -> Vec<String> {
    response.hits.iter().map(|hit| hit.id.to_string()).collect()
}
