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
			p.Report("dates.published", "It was published on %s, and its locator is of %d. Correct the one that is wrong.",
				published, printed).Related(p.Record, "locator", "The locator")
		}
	},
}

// volumeYear matches the year at the beginning of a locator: "2016;17(10):1396-1408".
var volumeYear = regexp.MustCompile(`^((?:19|20)[0-9]{2});`)
