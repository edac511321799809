//! The allocator of the program, and giving memory back to the system.
//!
//! Searching allocates many small short-lived buffers on several threads; the system allocator is half as quick at it. What a
//! thread has freed when it ends stays with the process, though, until somebody asks for it: building a matcher or reading a
//! curriculum frees more than it keeps.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Gives back to the system what is free. Takes some milliseconds: for the end of large work, not for every request.
pub(crate) fn give_back() {
    #[expect(
        unsafe_code,
        reason = "the allocator has no safe call for it; it takes no pointer and may be called from any thread at any time"
    )]
    // SAFETY: `mi_collect` reads and writes nothing but the allocator's own lists, under its own locks.
    unsafe {
        libmimalloc_sys::mi_collect(true);
    }
}
