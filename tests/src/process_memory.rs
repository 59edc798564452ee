//! Another process's memory, as an attacker on its machine would read it.

use std::{fs::File, io, os::unix::fs::FileExt};

/// Bytes read at once; consecutive pieces overlap by [`OVERLAP`].
const PIECE: u64 = 8 << 20;
/// Longer than any needle.
const OVERLAP: u64 = 4096;

/// Calls `look` with every readable piece of the process's memory; gives the bytes read.
///
/// # Errors
/// Where the memory may not be read at all.
pub fn read(process: u32, mut look: impl FnMut(&[u8])) -> io::Result<u64> {
    let maps = std::fs::read_to_string(format!("/proc/{process}/maps"))?;
    let memory = File::open(format!("/proc/{process}/mem"))?;
    let mut buffer = vec![0; PIECE as usize];
    let mut total = 0;
    for (start, end) in maps.lines().filter_map(readable_range) {
        let mut at = start;
        while at < end {
            let length = PIECE.min(end - at) as usize;
            let piece = &mut buffer[..length];
            if memory.read_exact_at(piece, at).is_ok() {
                look(piece);
                total += length as u64;
            } else {
                total += page_by_page(&memory, at, piece, &mut look);
            }
            at += if at + PIECE < end { PIECE - OVERLAP } else { PIECE };
        }
    }
    if total == 0 {
        return Err(io::Error::other("no memory of the process could be read"));
    }
    Ok(total)
}

/// A piece of which some pages cannot be read, by anybody: they count as zeros.
fn page_by_page(memory: &File, at: u64, piece: &mut [u8], look: &mut impl FnMut(&[u8])) -> u64 {
    let mut read = 0;
    for (number, page) in piece.chunks_mut(4096).enumerate() {
        match memory.read_exact_at(page, at + 4096 * number as u64) {
            Ok(()) => read += page.len() as u64,
            Err(_) => page.fill(0),
        }
    }
    look(piece);
    read
}

/// `55d0c0a00000-55d0c0b00000 rw-p ...`
fn readable_range(line: &str) -> Option<(u64, u64)> {
    let (range, rest) = line.split_once(' ')?;
    let (start, end) = range.split_once('-')?;
    let special = line.ends_with("[vvar]") || line.ends_with("[vsyscall]");
    let number = |text| u64::from_str_radix(text, 16).ok();
    (rest.starts_with('r') && !special).then_some((number(start)?, number(end)?))
}
