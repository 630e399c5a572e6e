package pack_test

import (
	"math"
	"testing"

	"github.com/opencompendium/compendium/catalog/pack"
)

func TestPack(t *testing.T) {
	var row []byte
	numbers := []int{0, 1, 127, 128, 300, math.MaxInt32}
	texts := []string{"", "a", "drugs/imatinib", string(make([]byte, 300))}
	for _, n := range numbers {
		row = pack.AppendNumber(row, n)
	}
	row = pack.AppendNumber(row, len(texts))
	for _, text := range texts {
		row = pack.AppendText(row, text)
	}
	row = append(row, "the rest"...)
	in := pack.NewReader(string(row))
	for _, want := range numbers {
		if got := in.Number(); got != want {
			t.Errorf("a number is %d, not %d", got, want)
		}
	}
	if got := in.Count(1); got != len(texts) {
		t.Errorf("there are %d texts, not %d", got, len(texts))
	}
	for _, want := range texts {
		if got := in.Text(); got != want {
			t.Errorf("a text is %q, not %q", got, want)
		}
	}
	if in.Rest() != "the rest" || in.Failed() {
		t.Errorf("%q is left, failed %t", in.Rest(), in.Failed())
	}
	if got := in.Bytes(3); got != "the" {
		t.Errorf("three bytes are %q", got)
	}
	if got := in.Bytes(6); got != "" || !in.Failed() || in.Number() != 0 {
		t.Errorf("behind the end there is %q, failed %t", got, in.Failed())
	}
}

// FuzzReader takes any row apart, and one that was put together of what it gave gives the same.
func FuzzReader(f *testing.F) {
	f.Add("\x02\x00\x01a")
	f.Add("\xff\xff\xff\xff\x07")
	f.Add("\xff\xff\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, row string) {
		in := pack.NewReader(row)
		n := in.Count(1)
		if n > len(row) {
			t.Fatalf("%d items in %d bytes", n, len(row))
		}
		again := pack.AppendNumber(nil, n)
		var texts []string
		for range n {
			texts = append(texts, in.Text())
			again = pack.AppendText(again, texts[len(texts)-1])
		}
		if in.Failed() {
			return
		}
		in = pack.NewReader(string(again))
		if got := in.Count(1); got != n {
			t.Fatalf("%d items, not %d", got, n)
		}
		for _, want := range texts {
			if got := in.Text(); got != want {
				t.Fatalf("a text is %q, not %q", got, want)
			}
		}
	})
}
