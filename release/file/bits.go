package file

import "math/bits"

// Bits is a set of small non-negative numbers.
type Bits []uint64

// NewBits returns an empty set for numbers below n.
func NewBits(n int) Bits { return make(Bits, (n+63)/64) }

// Add adds a number.
func (b Bits) Add(i int) { b[i/64] |= 1 << (i % 64) }

// Has reports whether a number is in the set.
func (b Bits) Has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// Count returns the size of the set.
func (b Bits) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// All returns the numbers in ascending order.
func (b Bits) All() func(yield func(int) bool) { return b.From(0) }

// From returns the numbers that are not less than first, in ascending order.
func (b Bits) From(first int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for w := first / 64; w < len(b); w++ {
			word := b[w]
			if w == first/64 {
				word &= ^uint64(0) << (first % 64)
			}
			for ; word != 0; word &= word - 1 {
				if !yield(64*w + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}
