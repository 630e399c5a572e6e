package site

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

//go:embed assets
var assets embed.FS

//go:embed templates
var templateFiles embed.FS

// templates returns the templates. They are parsed on first use, since most commands write no page.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("site").Funcs(functions).ParseFS(templateFiles, "templates/*.tmpl"))
})

var functions = template.FuncMap{
	"words":    words,
	"wordsOf":  wordsOf,
	"sentence": sentence,
	"join":     func(texts []string) string { return strings.Join(texts, ", ") },
	"dose":     func(d *compendiumv1.Dose) []string { return unbroken(dose.Lines(d)) },
	"quantity": dose.Quantity,
	"equals": func(p string) string {
		if strings.HasPrefix(p, "<") || strings.HasPrefix(p, ">") {
			return p
		}
		return "= " + p
	},
	"regimen": func(r *compendiumv1.Regimen) [][]string {
		parts := dose.RegimenParts(r)
		for _, part := range parts {
			unbroken(part)
		}
		return parts
	},
	"same":     strings.EqualFold,
	"singular": func(k catalog.Kind) string { return k.Singular() },
	"titleOf":  titleOf,
	"upper":    strings.ToUpper,
	"inc":      func(n int) int { return n + 1 },
	"anchor":   func(name string) string { return "#" + name },
	"capital":  capital,
	"clause":   func(text string) string { return strings.TrimSuffix(text, ".") },
	"citesOf":  citesOf,
	"few":      few,
	"gloss":    func(name string) string { return glosses[name] },
	"slice1": func(text string) []string {
		return slices.DeleteFunc([]string{text}, func(s string) bool { return s == "" })
	},
}

// amount is the end of a number, and the beginning of its unit.
var amount = regexp.MustCompile(`(\d) ([\pL°])`)

// unbroken keeps each number on one line with its unit.
func unbroken(texts []string) []string {
	for i, text := range texts {
		texts[i] = amount.ReplaceAllString(text, "$1\u00a0$2")
	}
	return texts
}

// few returns names in a line, the first of them if they would crowd it.
func few(names []string) string {
	const most = 6
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " and " + strconv.Itoa(len(names)-most) + " more"
	}
	return strings.Join(names, ", ")
}

// citesOf returns what the blocks of a regimen cite, each once.
func citesOf(blocks []*compendiumv1.Regimen_Block) []string {
	var all []string
	for _, b := range blocks {
		for _, key := range b.GetCites() {
			if !slices.Contains(all, key) {
				all = append(all, key)
			}
		}
	}
	return all
}

// words returns an enum value as words: OFF_LABEL as "off label". It is empty for one that is unspecified.
func words(value fmt.Stringer) string {
	if enum, ok := value.(protoreflect.Enum); ok && enum.Number() == 0 {
		return ""
	}
	return sentence(value.String())
}

// sentence returns the schema's name of a value as words.
func sentence(name string) string {
	return cmp.Or(otherwise[name], strings.ToLower(strings.ReplaceAll(name, "_", " ")))
}

// otherwise has the words for values whose names are abbreviations, or need more to be understood.
var otherwise = map[string]string{
	"ACCELERATED": "approved on early evidence", "CONVERTED": "converted to a full approval",
	"EVENT_FREE_SURVIVAL": "event-free survival", "PROGRESSION_FREE_SURVIVAL": "progression-free survival",
	"DISEASE_FREE_SURVIVAL": "disease-free survival", "STANDARD_FIRST": "standard first choice",
	"BAN": "BAN", "EAMS": "EAMS", "HTA_GUIDANCE": "HTA guidance", "INN": "INN", "JAN": "JAN", "PRIME": "PRIME",
	"RMAT": "RMAT", "USAN": "USAN",
}

// glosses explain what readers who are no clinicians may not know: kinds of statements on safety, and the bands of
// labels for how frequent effects are.
var glosses = map[string]string{
	"BOXED_WARNING":      "the gravest warnings, in a box on the label",
	"CONTRAINDICATION":   "when it must not be used",
	"INTERACTION":        "with other medicines, food or treatments",
	"LACTATION":          "breastfeeding",
	"MONITORING":         "what is measured or watched",
	"RISK_PROGRAM":       "a program that goes with its use",
	"SPECIAL_POPULATION": "children, older people, weak kidneys or liver",
	"EXTRAVASATION":      "when it leaks out of the vein",
	"HANDLING":           "how it is kept and handled",
	"EXCIPIENT":          "what else is in the product",
	"VERY_COMMON":        "1 in 10 people or more",
	"COMMON":             "1 in 100 people or more, below 1 in 10",
	"UNCOMMON":           "1 in 1,000 people or more, below 1 in 100",
	"RARE":               "1 in 10,000 people or more, below 1 in 1,000",
	"VERY_RARE":          "below 1 in 10,000 people",
	"NOT_KNOWN":          "the label does not say how often",
}

// StatusWord is what a status of a label means.
type StatusWord struct {
	Status  compendiumv1.Label_Status
	Meaning string
}

// StatusWords returns what the statuses of labels mean.
func (s *Site) StatusWords() []StatusWord {
	return []StatusWord{
		{compendiumv1.Label_ON_LABEL, "A product is licensed there for this use."},
		{compendiumv1.Label_PARTLY_ON_LABEL, "A product is licensed there for a part of this use."},
		{compendiumv1.Label_OFF_LABEL, "A product is licensed there, but not for this use."},
		{compendiumv1.Label_FORMERLY_ON_LABEL, "A product was licensed there for this use, and is no more."},
		{compendiumv1.Label_UNLICENSED, "No product of the drug is licensed there."},
		{compendiumv1.Label_UNKNOWN, "The records that were read do not tell."},
	}
}

// capital returns a text with its first letter in upper case.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// wordsOf returns a list of enum values as words.
func wordsOf(values any) string {
	list := reflect.ValueOf(values)
	all := make([]string, list.Len())
	for i := range all {
		value, _ := reflect.TypeAssert[fmt.Stringer](list.Index(i))
		all[i] = words(value)
	}
	return strings.Join(all, ", ")
}

// titleOf returns the title of a collection.
func titleOf(kind catalog.Kind) string { return capital(kind.String()) }

// Setting returns in words for whom a use is, beyond its condition.
func (s *Site) Setting(u scope.Setting) string { return scope.SettingText(u, s.Display) }

// Display returns the display name of a record, or its name if there is no such record.
func (s *Site) Display(name string) string {
	if e := s.index.byName[name]; e != nil {
		return e.Display
	}
	return name
}

// Age returns how old a date is on the day of the site, in years: "7 years old". It is empty below one year.
func (s *Site) Age(of string) string {
	years := 0
	for of != "" && date.AddYears(date.Latest(of), years+1) <= s.AsOf {
		years++
	}
	switch years {
	case 0:
		return ""
	case 1:
		return "1 year old"
	default:
		return fmt.Sprintf("%d years old", years)
	}
}

// Link is a link to a page. Href is empty if there is nothing to lead to.
type Link struct{ Href, Text string }

// Link returns the link to the page of a record.
func (p *page) Link(name string) Link {
	e := p.index.byName[name]
	switch {
	case e == nil:
		return Link{Text: cmp.Or(name, "not named")}
	case p.anchors != nil && !p.anchors[name]:
		return Link{Text: e.Display}
	default:
		return Link{p.Href(name), e.Display}
	}
}

// Alone reports whether the page is self-contained, so that links lead to places on it.
func (p *page) Alone() bool { return p.anchors != nil }

// Href returns where a link to a record leads: its page, or its place on a self-contained page.
func (p *page) Href(name string) string {
	if p.anchors != nil {
		return "#" + name
	}
	return p.Root + name + ".html"
}

// UseHref returns where a link to a use leads.
func (p *page) UseHref(therapy, use string) string {
	if p.anchors != nil {
		return "#" + therapy + "/uses/" + use
	}
	return p.At(therapy, "uses") + "#use-" + use
}

// Links returns the links to the pages of records.
func (p *page) Links(names []string) []Link {
	all := make([]Link, len(names))
	for i, name := range names {
		all[i] = p.Link(name)
	}
	return all
}
