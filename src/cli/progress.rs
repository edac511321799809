//! A progress bar on standard error; a line a stage where nobody watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar for one stage after the other.
pub(super) struct Bar {
    bar: ProgressBar,
    stage: String,
}

impl Bar {
    /// A bar that draws only on a terminal.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) =
            ProgressStyle::with_template("{msg:28} {bar:32} {human_pos}/{human_len} {elapsed}")
        {
            bar.set_style(style);
        }
        Self {
            bar,
            stage: String::new(),
        }
    }

    /// Shows how far a stage is; `all` is 0 where it is not known.
    pub(super) fn show(&mut self, stage: &str, done: u64, all: u64) {
        if stage != self.stage {
            stage.clone_into(&mut self.stage);
            self.bar.set_message(self.stage.clone());
            self.bar.set_position(0);
        }
        self.bar.set_length(all.max(done));
        self.bar.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
