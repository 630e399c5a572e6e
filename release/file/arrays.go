package file

import (
	"encoding/binary"
	"sort"
)

// Reading these arrays never fails: an index or offset that leads outside of them reads as zero or empty. A file that
// was built never has one. A file that was crafted, with checksums that match, gets wrong answers and does no other
// harm.

// u32s is an array of little-endian 32-bit numbers in a file.
type u32s []byte

func (a u32s) len() int { return len(a) / 4 }

func (a u32s) at(i int) uint32 {
	if uint(i) >= uint(a.len()) {
		return 0
	}
	return binary.LittleEndian.Uint32(a[4*i:])
}

// cut returns the numbers in [start, end).
func (a u32s) cut(start, end uint64) u32s {
	if start > end || end > uint64(a.len()) {
		return nil
	}
	return a[4*start : 4*end]
}

// u64s is an array of little-endian 64-bit numbers in a file.
type u64s []byte

func (a u64s) len() int { return len(a) / 8 }

func (a u64s) at(i int) uint64 {
	if uint(i) >= uint(a.len()) {
		return 0
	}
	return binary.LittleEndian.Uint64(a[8*i:])
}

// cut returns the bytes between the i-th and the j-th offset.
func (a u64s) cut(bytes []byte, i, j int) []byte {
	start, end := a.at(i), a.at(j)
	if start > end || end > uint64(len(bytes)) {
		return nil
	}
	return bytes[start:end]
}

func appendU32s(b []byte, numbers ...uint32) []byte {
	for _, n := range numbers {
		b = binary.LittleEndian.AppendUint32(b, n)
	}
	return b
}

func appendU64s(b []byte, numbers ...uint64) []byte {
	for _, n := range numbers {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	return b
}

// texts is a list of texts in a file: their bytes, and the offset of each, with the end of the last.
type texts struct {
	bytes   []byte
	offsets u64s
}

func (t texts) len() int { return max(t.offsets.len()-1, 0) }

func (t texts) at(i int) []byte { return t.offsets.cut(t.bytes, i, i+1) }

// search returns the index of the first text of a sorted list that is not less than want.
func (t texts) search(text string) int {
	return sort.Search(t.len(), func(i int) bool { return string(t.at(i)) >= text })
}

// textsBuilder builds a list of texts.
type textsBuilder struct {
	bytes   []byte
	offsets []byte
}

func (b *textsBuilder) add(text string) {
	b.offsets = appendU64s(b.offsets, uint64(len(b.bytes)))
	b.bytes = append(b.bytes, text...)
}

func (b *textsBuilder) build(into sections, bytes, offsets uint32) {
	into[bytes] = b.bytes
	into[offsets] = appendU64s(b.offsets, uint64(len(b.bytes)))
}

// fit checks that offsets begin at 0 and end at the length of what they divide.
func fit(what string, offsets u64s, length int) error {
	if offsets.len() == 0 || len(offsets)%8 != 0 || offsets.at(0) != 0 || offsets.at(offsets.len()-1) != uint64(length) {
		return formatError("the offsets of %s do not match", what)
	}
	return nil
}

func (s sections) texts(what string, bytes, offsets uint32) (texts, error) {
	t := texts{bytes: s[bytes], offsets: u64s(s[offsets])}
	return t, fit(what, t.offsets, len(t.bytes))
}
