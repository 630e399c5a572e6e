package fields

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var fieldRequired = validate.Rule{
	ID:       "field-required",
	Severity: finding.Error,
	Enforced: validate.BySchema,
	Repair:   fixArchive,
}

// fixArchive adds the digest of an archived text that its source names without one.
func fixArchive(x *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	source, ok := r.Message().(*compendiumv1.Source)
	if !ok || f.Path != "archive.sha256" || x.Archive == nil || source.GetArchive().GetSha256() != "" ||
		hasField(r, f.Path) {
		return document.Edit{}, "", false
	}
	text, err := x.Archive.Text(source)
	if err != nil {
		return document.Edit{}, "", false
	}
	return document.Add("archive", "sha256", document.Write(text.Digest, true)), "the SHA-256 of the archived text added",
		true
}

func hasField(r *catalog.Record, path string) bool {
	return !r.Document().Find(path).IsZero()
}
