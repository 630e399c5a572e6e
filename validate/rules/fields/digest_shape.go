package fields

import (
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/catalog/syntax"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/edit"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var digestShape = validate.Rule{
	ID:       "digest-shape",
	Severity: finding.Error,
	Title:    "A digest is not a SHA-256 digest",
	Explanation: "The fingerprint of a passage and the digest of an archived file are written as 64 small hexadecimal digits. Nobody types them: " +
		"`compendium cite` prints a passage's, `sha256sum` a file's.",
	Enforced: validate.BySchema,
	Fix:      "Capitals become small letters, where the text has 64 hexadecimal digits.",
	Repair:   fixDigest,
}

var capitalDigest = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)

// fixDigest writes a digest in small digits.
func fixDigest(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	file, err := syntax.Parse(r.Text())
	if err != nil {
		return edit.Edit{}, "", false
	}
	entry := file.Find(f.Path)
	if entry == nil || !capitalDigest.MatchString(entry.Value.Value) {
		return edit.Edit{}, "", false
	}
	return edit.Set(f.Path, strings.ToLower(entry.Value.Value)), "small hexadecimal digits", true
}
