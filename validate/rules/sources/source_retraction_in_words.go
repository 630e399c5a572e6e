package sources

import (
	"regexp"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var sourceRetractionInWords = validate.Rule{
	ID:       "source-retraction-in-words",
	Severity: finding.Warning,
	Record: validate.On(func(p *validate.RecordPass, source *compendiumv1.Source) {
		if source.GetRetraction() != nil {
			return
		}
		for _, text := range []struct{ field, words string }{{"title", source.Title}, {"note", source.Note}} {
			if saysRetracted.MatchString(text.words) {
				p.Report(text.field, "This says that the source was retracted, and the record has no retraction. Add "+
					"retraction with "+
					"date and notice.")
				return
			}
		}
	}),
}

// saysRetracted matches a text that says of its own subject that it was retracted: at the begin of a sentence, so that
// papers about retractions, and notices of them, do not match.
var saysRetracted = regexp.MustCompile(
	`(?i)(?:^|[.:;!?\])] +)[\[(]?(?:(?:it|this|(?:this|the) (?:article|paper|abstract|page|source)) (?:was|is|has been) )?retracted\b`)
