package doses

import (
	"math/big"
	"testing"
)

func TestOften(t *testing.T) {
	for want, n := range map[string]*big.Rat{
		"2 × a day": big.NewRat(2, 1), "1 × in 7 days": big.NewRat(1, 7), "1 × in 28 days": big.NewRat(1, 28),
		"3 × in 2 days": big.NewRat(3, 2),
	} {
		if got := often(n); got != want {
			t.Errorf("%s: %s, want %s", n, got, want)
		}
	}
}
