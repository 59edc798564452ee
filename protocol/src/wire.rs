//! Messages between client and server: lengths, encodings, media types. All numbers big-endian.

use crate::{
    error::CheckError,
    oprf::{ELEMENT_BYTES, MAX_BATCH, PROOF_BYTES},
    tag::Tag,
};

/// Body of `POST .../evaluate`: one blinded element, 32 bytes.
pub const EVALUATE_REQUEST: &str = "application/vnd.shirabe.evaluate-request";
/// Its reply: evaluated element and proof, 96 bytes.
pub const EVALUATE_REPLY: &str = "application/vnd.shirabe.evaluate-reply";
/// Body of a load's evaluation batch: n x 32 bytes, n from 1 to 4096.
pub const BATCH_REQUEST: &str = "application/vnd.shirabe.evaluate-batch-request";
/// Its reply: for the public key, then for the staff key: n x 32 bytes and a proof of 64.
pub const BATCH_REPLY: &str = "application/vnd.shirabe.evaluate-batch-reply";
/// Reply to a batch of an invited organisation, under the public key: n x 32 bytes and a proof of 64.
pub const BULK_CHECK_REPLY: &str = "application/vnd.shirabe.bulk-check-reply";
/// Body of a records batch: n x 39 bytes.
pub const RECORDS: &str = "application/vnd.shirabe.records";
/// Body of a filter entries batch: n x 18 bytes.
pub const FILTER_ENTRIES: &str = "application/vnd.shirabe.filter-entries";
/// A filter file.
pub const FILTER: &str = "application/vnd.shirabe.filter";
/// The manifest's bytes, JSON.
pub const MANIFEST: &str = "application/vnd.shirabe.manifest+json";
/// Header with the manifest's detached signature: 64 bytes in base64.
pub const SIGNATURE_HEADER: &str = "shirabe-signature";

/// Most records, or filter entries, in one batch.
pub const MAX_ENTRIES: usize = 4096;

/// The reply to one public lookup.
pub struct EvaluateReply {
    pub evaluated: [u8; ELEMENT_BYTES],
    pub proof: [u8; PROOF_BYTES],
}

impl EvaluateReply {
    pub const BYTES: usize = ELEMENT_BYTES + PROOF_BYTES;

    pub fn encode(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..ELEMENT_BYTES].copy_from_slice(&self.evaluated);
        bytes[ELEMENT_BYTES..].copy_from_slice(&self.proof);
        bytes
    }

    /// # Errors
    /// [`CheckError::MessageLength`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CheckError> {
        let bytes: &[u8; Self::BYTES] = bytes.try_into().map_err(|_| CheckError::MessageLength)?;
        let (evaluated, proof) = bytes.split_at(ELEMENT_BYTES);
        Ok(Self {
            evaluated: evaluated.try_into().map_err(|_| CheckError::MessageLength)?,
            proof: proof.try_into().map_err(|_| CheckError::MessageLength)?,
        })
    }
}

/// One key's part of the reply to an evaluation batch.
pub struct KeyReply<'a> {
    /// n x 32 bytes.
    pub evaluated: &'a [u8],
    pub proof: &'a [u8; PROOF_BYTES],
}

/// The reply to a batch of `count` elements of an invited organisation: the public key alone.
///
/// # Errors
/// [`CheckError::MessageLength`].
pub fn decode_bulk_reply(bytes: &[u8], count: usize) -> Result<KeyReply<'_>, CheckError> {
    if count == 0 || count > MAX_BATCH {
        return Err(CheckError::MessageLength);
    }
    key_reply(bytes, count)
}

/// The reply to an evaluation batch of `count` elements: public key first, staff key second.
///
/// # Errors
/// [`CheckError::MessageLength`].
pub fn decode_batch_reply(bytes: &[u8], count: usize) -> Result<[KeyReply<'_>; 2], CheckError> {
    if count == 0 || count > MAX_BATCH {
        return Err(CheckError::MessageLength);
    }
    let half = count * ELEMENT_BYTES + PROOF_BYTES;
    if bytes.len() != 2 * half {
        return Err(CheckError::MessageLength);
    }
    let (public, staff) = bytes.split_at(half);
    Ok([key_reply(public, count)?, key_reply(staff, count)?])
}

fn key_reply(bytes: &[u8], count: usize) -> Result<KeyReply<'_>, CheckError> {
    let parts = bytes.split_at_checked(count * ELEMENT_BYTES);
    let (evaluated, proof) = parts.ok_or(CheckError::MessageLength)?;
    let proof = proof.try_into().map_err(|_| CheckError::MessageLength)?;
    Ok(KeyReply { evaluated, proof })
}

/// One identifier of one person, for staff: 39 bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// Under the staff key.
    pub tag: Tag,
    /// Position in the load's list of kinds.
    pub kind: u8,
    /// The person's opaque handle.
    pub handle: [u8; 16],
    /// Bit i for the group at position i.
    pub groups: u32,
    /// Which entrusting party the person came from; 0 where there is one only.
    pub share: u16,
}

impl Record {
    pub const BYTES: usize = 39;

    pub fn encode_into(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.tag.as_bytes());
        bytes.push(self.kind);
        bytes.extend_from_slice(&self.handle);
        bytes.extend_from_slice(&self.groups.to_be_bytes());
        bytes.extend_from_slice(&self.share.to_be_bytes());
    }

    /// # Errors
    /// [`CheckError::MessageLength`].
    pub fn decode_batch(bytes: &[u8]) -> Result<Vec<Self>, CheckError> {
        entries::<{ Self::BYTES }>(bytes)?
            .map(|entry| {
                let (tag, rest) = entry.split_first_chunk::<16>()?;
                let (kind, rest) = rest.split_first()?;
                let (handle, rest) = rest.split_first_chunk::<16>()?;
                let (groups, rest) = rest.split_first_chunk::<4>()?;
                let share = rest.first_chunk::<2>()?;
                Some(Self {
                    tag: Tag::from_bytes(*tag),
                    kind: *kind,
                    handle: *handle,
                    groups: u32::from_be_bytes(*groups),
                    share: u16::from_be_bytes(*share),
                })
            })
            .map(|entry| entry.ok_or(CheckError::MessageLength))
            .collect()
    }
}

/// One tag for the public filters, without any link to a person: 18 bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct FilterEntry {
    /// Under the public key.
    pub tag: Tag,
    /// Position in the load's list of kinds.
    pub kind: u8,
    /// Position in the load's list of groups.
    pub group: u8,
}

impl FilterEntry {
    pub const BYTES: usize = 18;

    pub fn encode_into(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self.tag.as_bytes());
        bytes.extend_from_slice(&[self.kind, self.group]);
    }

    /// # Errors
    /// [`CheckError::MessageLength`].
    pub fn decode_batch(bytes: &[u8]) -> Result<Vec<Self>, CheckError> {
        entries::<{ Self::BYTES }>(bytes)?
            .map(|entry| {
                let (tag, rest) = entry.split_first_chunk::<16>()?;
                let [kind, group] = *rest.first_chunk::<2>()?;
                Some(Self { tag: Tag::from_bytes(*tag), kind, group })
            })
            .map(|entry| entry.ok_or(CheckError::MessageLength))
            .collect()
    }
}

fn entries<const N: usize>(bytes: &[u8]) -> Result<impl Iterator<Item = &[u8]>, CheckError> {
    let count = bytes.len() / N;
    if count == 0 || count > MAX_ENTRIES || bytes.len() != count * N {
        return Err(CheckError::MessageLength);
    }
    Ok(bytes.chunks_exact(N))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_layout() {
        let record = Record {
            tag: Tag::from_bytes([0xA0; 16]),
            kind: 2,
            handle: [0xB0; 16],
            groups: 0b101,
            share: 7,
        };
        let mut bytes = Vec::new();
        record.encode_into(&mut bytes);
        let expected = [
            &[0xA0; 16][..], // tag
            &[2],            // kind
            &[0xB0; 16],     // handle
            &[0, 0, 0, 5],   // groups
            &[0, 7],         // share
        ]
        .concat();
        assert_eq!(bytes, expected);
        assert!(Record::decode_batch(&bytes).is_ok_and(|records| records == [record]));
        assert!(Record::decode_batch(&bytes[1..]).is_err());
        assert!(Record::decode_batch(&[]).is_err());
    }

    #[test]
    fn filter_entry_layout() {
        let entry = FilterEntry { tag: Tag::from_bytes([0xA0; 16]), kind: 1, group: 3 };
        let mut bytes = Vec::new();
        entry.encode_into(&mut bytes);
        assert_eq!(bytes, [&[0xA0; 16][..], &[1], &[3]].concat());
        assert!(FilterEntry::decode_batch(&bytes).is_ok_and(|entries| entries == [entry]));
        assert!(FilterEntry::decode_batch(&bytes[..17]).is_err());
    }

    #[test]
    fn a_reply_of_another_length_is_refused() {
        for length in [0, 95, 97, 192] {
            assert!(EvaluateReply::decode(&vec![0; length]).is_err());
        }
        assert!(decode_batch_reply(&[0; 191], 1).is_err());
        assert!(decode_batch_reply(&[0; 192], 1).is_ok());
        assert!(decode_batch_reply(&[0; 128], 0).is_err());
        assert!(decode_batch_reply(&[0; 128], usize::MAX).is_err());
    }
}
