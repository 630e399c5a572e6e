// Package pack puts numbers and texts into a row of bytes, one behind the other, and takes them apart again.
//
// It knows nothing of what they mean: who takes them apart asks in the order in which they were put in.
package pack

import (
	"encoding/binary"
	"math"
)

// Reader takes a row apart that was put together with AppendNumber and AppendText. Where there is less than what is asked for, it gives zeros from
// then on, and has failed.
type Reader struct {
	rest   string
	failed bool
}

// NewReader makes a reader of a row. The texts that it gives are parts of that.
func NewReader(row string) *Reader { return &Reader{rest: row} }

// Number reads a number as AppendNumber writes it. One above math.MaxInt32 fails.
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
func (r *Reader) Text() string { return r.Bytes(r.Number()) }

// Bytes reads so many bytes.
func (r *Reader) Bytes(n int) string {
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

// AppendNumber adds a number to a row, and gives that. It is not negative.
func AppendNumber(to []byte, n int) []byte { return binary.AppendUvarint(to, uint64(n)) }

// AppendText adds a text to a row, with its length in bytes before it, and gives that.
func AppendText(to []byte, text string) []byte { return append(AppendNumber(to, len(text)), text...) }
