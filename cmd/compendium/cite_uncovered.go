package main

import (
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fingerprint"
)

// printUncovered prints the words of an archived text that are in no passage that the content cites, each run of them
// with its place, and counts those that are.
func (c *command) printUncovered(content *catalog.Catalog, source, file string, text []fingerprint.Word) {
	covered := make([]bool, len(text))
	for _, passage := range passagesOf(content, source) {
		n := passage.Words
		for i := 0; n > 0 && i+n <= len(text); i++ {
			if fingerprint.Of(text[i:i+n]) != passage {
				continue
			}
			for k := range n {
				covered[i+k] = true
			}
		}
	}
	count := 0
	for i := 0; i < len(text); i++ {
		if covered[i] {
			count++
			continue
		}
		first := i
		var run []string
		for ; i < len(text) && !covered[i]; i++ {
			run = append(run, text[i].Text)
		}
		i--
		fmt.Fprintf(c.Stdout, "%s:%d:%d: %s\n", file, text[first].Line, text[first].Column, strings.Join(run, " "))
	}
	fmt.Fprintf(c.Stderr, "%d of %d words are in passages that are cited\n", count, len(text))
}

// passagesOf returns the fingerprints of the passages that the content cites of a source.
func passagesOf(content *catalog.Catalog, source string) []fingerprint.Print {
	var passages []fingerprint.Print
	for _, r := range content.All() {
		for _, citation := range catalog.Citations(r.Message()) {
			if p := citation.GetPassage(); p != nil && citation.GetSource() == source {
				passages = append(passages, fingerprint.Print{Words: int(p.GetWords()), SHA256: p.GetSha256()})
			}
		}
	}
	return passages
}
