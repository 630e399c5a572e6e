package memory

import (
	"encoding/binary"
	"math"
)

// Reader takes apart notes that were put together of numbers and texts, with binary.AppendUvarint and AppendText. Where there is less than what is
// asked for, it gives zeros from then on, and has failed.
type Reader struct {
	rest   string
	failed bool
}

// NewReader makes a reader of a text. What it gives are parts of that.
func NewReader(text string) *Reader { return &Reader{rest: text} }

// Number reads a number as binary.AppendUvarint writes it. One above math.MaxInt32 fails.
func (r *Reader) Number() int {
	n, shift := uint64(0), 0
	for i := range min(len(r.rest), binary.MaxVarintLen32) {
		n |= uint64(r.rest[i]&0x7f) << shift
		if r.rest[i] < 0x80 && n <= math.MaxInt32 {
			r.rest = r.rest[i+1:]
			return int(n)
		}
		shift += 7
	}
	r.failed, r.rest = true, ""
	return 0
}

// Count reads how many items follow, each of which takes some bytes at least: it is never more than there is room for.
func (r *Reader) Count(least int) int {
	n := r.Number()
	if n > len(r.rest)/least {
		r.failed, r.rest = true, ""
		return 0
	}
	return n
}

// Text reads a text as AppendText writes it.
func (r *Reader) Text() string { return r.bytes(r.Number()) }

func (r *Reader) bytes(n int) string {
	if n > len(r.rest) {
		r.failed, r.rest = true, ""
		return ""
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

// Rest gives what is not read yet.
func (r *Reader) Rest() string { return r.rest }

// Failed says whether there was less to read than was asked for.
func (r *Reader) Failed() bool { return r.failed }

// AppendText adds a text to notes, with its length in bytes before it, and gives these.
func AppendText(to []byte, text string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(text))), text...)
}
