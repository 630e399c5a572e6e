package citations

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var archiveMismatch = validate.Rule{
	ID:           "archive-mismatch",
	Severity:     finding.Error,
	NeedsArchive: true,
	Record: validate.On(func(p *validate.RecordPass, source *compendiumv1.Source) {
		if p.Archive == nil || source.GetArchive() == nil {
			return
		}
		text, err := p.Archive.Text(source)
		switch {
		case err != nil:
			p.Report("archive.file", "The archived text cannot be read: %v. Its passages are not checked.", err)
		case text.Digest != source.GetArchive().GetSha256():
			p.Report("archive.sha256", "The archived text %s is not the one on record: its SHA-256 is %s. Restore the "+
				"right file, or check every citation and record the new digest.",
				source.GetArchive().GetFile(), text.Digest)
		}
	}),
}
