package document

import (
	"testing"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func BenchmarkParse(b *testing.B) {
	text := ofSize(b, 1600)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, findings := Parse(text); len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}

func BenchmarkParseAndDecode(b *testing.B) {
	text := ofSize(b, 1600)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d, _ := Parse(text)
		if findings := d.Decode(&compendiumv1.Drug{}); len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}

// ofSize returns the text of the generated drug that is nearest to a size.
func ofSize(b *testing.B, size int) []byte {
	b.Helper()
	var best []byte
	for path, text := range shipped(b) {
		if path[:5] == "drugs" && (best == nil || abs(len(text)-size) < abs(len(best)-size)) {
			best = text
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }
