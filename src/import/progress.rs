//! How far a long import is, for a progress bar or a log.

/// How far an import is. Importers report at every new stage and now and then within one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What is being done, in plain English for a person: `reading skills_en.csv`.
    pub stage: String,
    /// How much of the stage is done, in its own unit (bytes or rows).
    pub done: u64,
    /// How much there is to do, when it is known; `done` may pass it by a little.
    pub total: Option<u64>,
}

impl Progress {
    /// The start of a stage.
    pub fn start(stage: impl Into<String>, total: Option<u64>) -> Self {
        Self {
            stage: stage.into(),
            done: 0,
            total,
        }
    }

    /// The share that is done, 0 to 1, when the total is known.
    pub fn share(&self) -> Option<f32> {
        match self.total {
            None => None,
            Some(0) => Some(1.0),
            Some(total) => Some((self.done as f32 / total as f32).min(1.0)),
        }
    }
}

/// Takes the reports of an import.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress);

/// For callers that show no progress.
pub fn silent() -> impl FnMut(Progress) {
    |_| {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_never_passes_the_whole() {
        let mut progress = Progress::start("reading", Some(10));
        assert_eq!(progress.share(), Some(0.0));
        progress.done = 12;
        assert_eq!(progress.share(), Some(1.0));
        assert_eq!(Progress::start("reading", Some(0)).share(), Some(1.0));
        assert_eq!(Progress::start("reading", None).share(), None);
    }
}
