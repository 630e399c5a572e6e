package fields

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/fingerprint"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fieldInvalid = validate.Rule{
	ID:       "field-invalid",
	Severity: finding.Error,
	Enforced: validate.BySchema,
	Repair:   fixInvalid,
}

// addressed are identifiers as people copy them: with their name or the address of their page. An address may encode
// characters of a DOI, as %28 for a parenthesis, and then it is not the DOI.
var addressed = map[string]*regexp.Regexp{
	"doi":  regexp.MustCompile(`^(?i:https?://(?:dx\.)?doi\.org/|doi: ?)(10\.[0-9]{4,9}/[^ ?#%]+)$`),
	"pmid": regexp.MustCompile(`^(?i:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:? ?)([1-9][0-9]{0,7})/?$`),
	"nct":  regexp.MustCompile(`^(?i:https?://(?:www\.)?clinicaltrials\.gov/(?:ct2/show|study)/)(NCT[0-9]{8})$`),
}

// fixInvalid writes an identifier alone, or adds the number of words of a passage.
func fixInvalid(x *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	if _, field := parent(f.Path); addressed[field] != nil {
		found := addressed[field].FindStringSubmatch(r.Document().Find(f.Path).Value())
		if found == nil {
			return document.Edit{}, "", false
		}
		return document.Set(f.Path, found[1]), found[0] + " → " + found[1], true
	}
	return fixWords(x, r, f)
}

// longestSearch is the length, in words, of the longest archived text that is searched for a passage of unknown length.
const longestSearch = 20_000

// fixWords adds the number of words of a passage, found by its digest in the archived text.
func fixWords(x *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	at, field := parent(f.Path)
	steps, ok := document.Steps(at)
	if !ok || field != "words" || len(steps) != 3 || x.Archive == nil || hasField(r, f.Path) {
		return document.Edit{}, "", false
	}
	citation := catalog.Citations(r.Message())[steps[1].Name]
	source := x.Catalog.Source(citation.GetSource())
	if source.GetArchive() == nil || citation.GetPassage().GetSha256() == "" {
		return document.Edit{}, "", false
	}
	text, err := x.Archive.Text(source)
	if err != nil || text.Digest != source.GetArchive().GetSha256() || len(text.Words) > longestSearch {
		return document.Edit{}, "", false
	}
	words := lengthOf(text.Words, citation.GetPassage().GetSha256())
	return document.Add(at, "words", strconv.Itoa(words)), "the number of words of the passage added", words > 0
}

// lengthOf returns the length, in words, of the passage of a text that has a digest, or 0.
func lengthOf(words []fingerprint.Word, digest string) int {
	const longest = 1000
	wanted, err := hex.DecodeString(digest)
	if err != nil {
		return 0
	}
	for i := range words {
		sum := sha256.New()
		for n := range min(longest, len(words)-i) {
			if n > 0 {
				sum.Write([]byte(" "))
			}
			sum.Write([]byte(words[i+n].Text))
			if bytes.Equal(sum.Sum(nil), wanted) {
				return n + 1
			}
		}
	}
	return 0
}
