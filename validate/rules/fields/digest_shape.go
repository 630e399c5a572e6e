package fields

import (
	"regexp"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var digestShape = validate.Rule{
	ID:       "digest-shape",
	Severity: finding.Error,
	Enforced: validate.BySchema,
	Repair:   fixDigest,
}

var capitalDigest = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)

// fixDigest writes a digest in lowercase.
func fixDigest(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	node := r.Document().Find(f.Path)
	if node.IsZero() || !capitalDigest.MatchString(node.Value()) {
		return document.Edit{}, "", false
	}
	return document.Set(f.Path, strings.ToLower(node.Value())), "lowercase hexadecimal digits", true
}
