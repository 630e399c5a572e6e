package sources

import (
	"fmt"
	"regexp"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var authorsInOne = validate.Rule{
	ID:       "authors-in-one",
	Severity: finding.Warning,
	Record: validate.On(func(p *validate.RecordPass, source *compendiumv1.Source) {
		for i, author := range source.GetAuthors() {
			if twoAuthors.MatchString(author) {
				p.Report(fmt.Sprintf("authors[%d]", i), "%q names several authors. Make each an item of the list, as in "+
					"authors: [Marina NM, Smeland S].", author)
			}
		}
	}),
}

// twoAuthors matches a text that begins with two names with initials, as indexes of journals have them: "Marina NM,
// Smeland S". Groups, ranks and degrees are not names of that form.
var twoAuthors = func() *regexp.Regexp {
	const name = `\p{Lu}[\p{L}'’ -]*\p{Ll} \p{Lu}{1,3}\.?`
	return regexp.MustCompile(`^` + name + `(?: *[,;&] *| *,? +and +)` + name + `(?:[ ,;]|$)`)
}()
