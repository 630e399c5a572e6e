package sources

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var sourceYearDiffers = validate.Rule{
	ID:       "source-year-differs",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, source *compendiumv1.Source) {
		checkYearOfID(p, source)
		checkMonth(p, source)
		checkDocument(p, source)
		if source.GetKind() != compendiumv1.Source_JOURNAL_ARTICLE {
			return
		}
		checkPMID(p, source)
		checkDOI(p, source)
		checkShownYear(p, source)
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
	}),
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

// checkShownYear reports an article shown with one year that was published in another, more than a year away.
func checkShownYear(p *validate.RecordPass, source *compendiumv1.Source) {
	shown, published := years.FindAllString(source.GetDisplayName(), -1), source.GetDates().GetPublished()
	if len(shown) != 1 || len(published) < len("2006") {
		return
	}
	a, _ := strconv.Atoi(shown[0])
	b, err := strconv.Atoi(published[:4])
	if err == nil && (a-b > 1 || b-a > 1) {
		p.Report("display_name", "The display name says %d, but the article was published on %s. Correct the wrong year.", a,
			published).Related(p.Record, "dates.published", "The date")
	}
}

// years matches years in a name.
var years = regexp.MustCompile(`\b(?:19|20)[0-9]{2}\b`)

// checkMonth reports a month in a display name, as in "US label of 6/2015", that none of the dates has.
func checkMonth(p *validate.RecordPass, source *compendiumv1.Source) {
	shown := months.FindAllStringSubmatch(source.GetDisplayName(), -1)
	dates := source.GetDates()
	known := strings.Join([]string{dates.GetPublished(), dates.GetRevised(), dates.GetReviewed(),
		dates.GetAccessed()}, " ")
	if len(shown) != 1 || !strings.Contains(known, "-") {
		return
	}
	month := shown[0][2] + "-" + strings.Repeat("0", len("06")-len(shown[0][1])) + shown[0][1]
	if !strings.Contains(known, month) {
		p.Report("display_name", "The source is shown as %q, and none of its dates is of that month. Correct the one that "+
			"is wrong.", shown[0][0])
	}
}

// months matches the month of a label in its name: "label of 6/2015".
var months = regexp.MustCompile(`\blabel of ([1-9]|1[0-2])/((?:19|20)[0-9]{2})\b`)

// checkDocument reports the number of a document where the display name or the address has another one of its kind and
// not this: TA1181 in the source that is shown as TA1118.
func checkDocument(p *validate.RecordPass, source *compendiumv1.Source) {
	number := strings.ToUpper(source.GetIdentifiers().GetDocument())
	kind := strings.TrimRight(number, "0123456789")
	if len(kind) < len("TA") || len(number)-len(kind) < len("10") || strings.Trim(kind, letters) != "" {
		return
	}
	alike := regexp.MustCompile(`\b` + kind + ` ?([0-9]{2,})\b`)
	for _, other := range []struct{ field, text string }{
		{"display_name", source.GetDisplayName()}, {"identifiers.url", source.GetIdentifiers().GetUrl()},
	} {
		found := alike.FindAllStringSubmatch(strings.ToUpper(other.text), -1)
		if len(found) == 1 && kind+found[0][1] != number {
			p.Report("identifiers.document", "The document is %s, and %s has %s. Correct the one that is wrong.",
				source.GetIdentifiers().GetDocument(), other.field, found[0][0]).Related(p.Record, other.field, "The other number")
			return
		}
	}
}

// letters are those of the kind of a document.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// checkPMID reports a PMID that was given long before an article was published. PubMed counts upwards, and old articles
// get late numbers, but no new one gets an early number.
func checkPMID(p *validate.RecordPass, source *compendiumv1.Source) {
	number, err := strconv.Atoi(source.GetIdentifiers().GetPmid())
	published := source.GetDates().GetPublished()
	if err != nil || len(published) < len("2006") {
		return
	}
	for _, reached := range []struct {
		number int
		year   string
	}{{10_000_000, "2002"}, {20_000_000, "2012"}, {30_000_000, "2021"}} {
		if number < reached.number && published[:4] >= reached.year {
			p.Report("identifiers.pmid", "The article was published on %s, when PMIDs were well above %d. Correct the PMID "+
				"or the date.", published, reached.number).Related(p.Record, "dates.published", "The date")
			return
		}
	}
}

// checkDOI reports a DOI with a year of acceptance or publication that is years away from the date of the article.
func checkDOI(p *validate.RecordPass, source *compendiumv1.Source) {
	doi, published := source.GetIdentifiers().GetDoi(), source.GetDates().GetPublished()
	found := doiYear.FindStringSubmatch(doi)
	if found == nil || len(published) < len("2006") {
		return
	}
	year, _ := strconv.Atoi(found[1] + found[2])
	appeared, err := strconv.Atoi(published[2:4])
	const apart = 2 // an article may wait for its volume
	if away := (year - appeared + 100) % 100; err == nil && away > apart && away < 100-apart {
		p.Report("identifiers.doi", "The article was published on %s, and its DOI, %s, is of another year. Correct the "+
			"wrong one.", published, doi).Related(p.Record, "dates.published", "The date")
	}
}

// doiYear matches the year in a DOI: "10.1016/S1470-2045(17)30622-8", "10.1200/JCO.2014.60.0734".
var doiYear = regexp.MustCompile(
	`^10\.[0-9]+/(?:[SB][0-9]{4}-[0-9]{3}[0-9X]\(([0-9]{2})\)|[A-Za-z.]+\.(?:19|20)([0-9]{2})\.)`)
