//! The order of modules by their conditions of entry.

use crate::model::ModulePart;
use crate::recognition::programme::{ModuleView, Programme};

/// A condition of entry.
pub(super) enum Entry<'p> {
    /// Another module of the programme.
    Module(&'p ModuleView),
    /// Something else, as stated.
    Words(&'p str),
}

impl<'p> Entry<'p> {
    /// The conditions of a module.
    pub(super) fn of(programme: &'p Programme, module: &'p ModuleView) -> Vec<Self> {
        let named = |words: &'p str| match programme.module_named(words) {
            Some(other) => Self::Module(other),
            None => Self::Words(words),
        };
        module
            .entry
            .iter()
            .map(|e| e.trim())
            .filter(|e| !e.is_empty())
            .map(named)
            .collect()
    }
}

/// The modules so that each comes after those it asks for, otherwise as the programme lists them, practice last; and whether
/// conditions lead in a circle, which is broken in the programme's order.
pub(super) fn in_order(programme: &Programme) -> (Vec<&ModuleView>, bool) {
    let mut rest: Vec<&ModuleView> = programme.modules.iter().collect();
    // Final practice does not run beside other modules (MK 332, annex 1).
    rest.sort_by_key(|m| m.part == Some(ModulePart::Practice));
    let mut done: Vec<&ModuleView> = Vec::with_capacity(rest.len());
    let mut circular = false;
    while !rest.is_empty() {
        let free = |module: &&ModuleView| {
            Entry::of(programme, module)
                .iter()
                .all(|entry| match entry {
                    Entry::Module(other) => {
                        other.id == module.id || done.iter().any(|d| d.id == other.id)
                    }
                    Entry::Words(_) => true,
                })
        };
        let next = match rest.iter().position(free) {
            Some(next) => next,
            None => {
                circular = true;
                0
            }
        };
        done.push(rest.remove(next));
    }
    (done, circular)
}
