package sources

import (
	"regexp"
	"strconv"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var sourceYearDiffers = validate.Rule{
	ID:       "source-year-differs",
	Severity: finding.Info,
	Record: func(p *validate.RecordPass) {
		source, ok := p.Record.Message().(*compendiumv1.Source)
		if ok {
			checkYearOfID(p, source)
		}
		if !ok || source.GetKind() != compendiumv1.Source_JOURNAL_ARTICLE {
			return
		}
		volume := volumeYear.FindStringSubmatch(source.GetLocator())
		published := source.GetDates().GetPublished()
		if volume == nil || len(published) < len("2006") {
			return
		}
		printed, err := strconv.Atoi(volume[1])
		appeared, err2 := strconv.Atoi(published[:4])
		if err == nil && err2 == nil && (printed-appeared > 1 || appeared-printed > 1) {
			p.Report("dates.published", "The source was published on %s, but its locator says %d. Correct the wrong one.",
				published, printed).Related(p.Record, "locator", "The locator")
		}
	},
}

// volumeYear matches the year at the beginning of a locator: "2016;17(10):1396-1408".
var volumeYear = regexp.MustCompile(`^((?:19|20)[0-9]{2});`)

// checkYearOfID reports a display name with one year where the ID has another one, more than a year away.
func checkYearOfID(p *validate.RecordPass, source *compendiumv1.Source) {
	named, shown := years.FindAllString(p.Record.Name(), -1), years.FindAllString(source.GetDisplayName(), -1)
	if len(named) != 1 || len(shown) != 1 {
		return
	}
	a, _ := strconv.Atoi(named[0])
	b, _ := strconv.Atoi(shown[0])
	if a-b > 1 || b-a > 1 {
		p.Report("display_name", "The display name says %d, but the ID is %s. Correct the wrong year.", b,
			p.Record.Name())
	}
}

// years matches years in a name.
var years = regexp.MustCompile(`\b(?:19|20)[0-9]{2}\b`)
