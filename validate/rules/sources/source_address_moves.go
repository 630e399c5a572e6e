package sources

import (
	"net/url"
	"regexp"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var sourceAddressMoves = validate.Rule{
	ID:       "source-address-moves",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, source *compendiumv1.Source) {
		address := source.GetIdentifiers().GetUrl()
		if branch := ofBranch.FindStringSubmatch(address); branch != nil {
			p.Report("identifiers.url", "The address is of the branch %s, whose file may have changed since it was read. "+
				"Write the commit that was read in place of the branch. If it is not known, compare the file of today, and write "+
				"its commit and the day in dates.accessed.", branch[1])
		}
		if ofBrand.MatchString(address) && !findsOne(address) {
			p.Report("identifiers.url", "The address is a search for a brand, which finds other labels when one is added or "+
				"renamed. Search for the set_id of the label that was read, which is in what it found.")
		}
	}),
}

// ofBranch matches the address of a file of a repository of code by a branch.
var ofBranch = regexp.MustCompile(`(?i)^https?://(?:(?:www\.)?(?:github\.com|gitlab\.[^/]+|codeberg\.org)/[^?#]*?/` +
	`(?:blob|raw|tree|blame|edit)/|raw\.githubusercontent\.com/[^/]+/[^/]+/)((?:refs/heads/|branch/)[^/?#]+|main|master|HEAD|` +
	`trunk|develop|dev|gh-pages)(?:[/?#]|$)`)

// ofBrand matches the address of a search of openFDA's labels for a brand.
var ofBrand = regexp.MustCompile(`(?i)^https?://api\.fda\.gov/drug/label\.json\?.*brand_name`)

// oneLabel matches what finds one label, whatever else is searched for.
var oneLabel = regexp.MustCompile(`(?i)\b(?:(?:spl_)?set_id|(?:spl_)?id|application_number):`)

// findsOne reports whether the address of a search finds one label.
func findsOne(address string) bool {
	plain, err := url.QueryUnescape(address)
	return err == nil && oneLabel.MatchString(plain)
}
