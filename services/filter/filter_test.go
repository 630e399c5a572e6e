package filter_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services/filter"
)

var use = &compendiumv1.Use{
	Id: "chordoma", Name: "drugs/examplinib/uses/chordoma", Therapy: "drugs/examplinib",
	Condition: "conditions/chordoma", Strength: compendiumv1.Use_MAY_BE_USED,
	Extent: []compendiumv1.Use_Extent{compendiumv1.Use_METASTATIC, compendiumv1.Use_RECURRENT},
	Labels: []*compendiumv1.Label{
		{Jurisdiction: "US", OffLabel: new(true), Status: compendiumv1.Label_OFF_LABEL},
		{Jurisdiction: "GB", Unknown: "Not covered.", Status: compendiumv1.Label_UNKNOWN},
	},
	Partners:   []string{"drugs/doxorubicin"},
	Summary:    "Slows the growth of tumors; naïve patients respond.",
	Age:        &compendiumv1.Age{From: "2", Below: "12"},
	Biomarkers: []*compendiumv1.Biomarker{{Target: "targets/kit", Variant: "A*02:01"}},
}

var unlicensed = &compendiumv1.Use{
	Id: "chordoma", Name: "procedures/surgery/uses/chordoma", Therapy: "procedures/surgery",
	Condition: "conditions/chordoma", Strength: compendiumv1.Use_STANDARD_FIRST,
}

var drug = &compendiumv1.Drug{
	Name: "drugs/examplinib", DisplayName: "Examplinib", Classes: []string{"classes/inhibitor", "classes/oral"},
	Names: []*compendiumv1.Name{
		{Text: "Glivec", Jurisdictions: []string{"GB", "EU"}},
		{Text: "Gleevec", Jurisdictions: []string{"US"}},
		{Text: "STI-571"}, {Text: "interferon-α"}, {Text: "Éxampla Forte"},
	},
	SideEffects: []*compendiumv1.SideEffect{
		{Term: "Nausea and vomiting", Effect: "effects/nausea"},
		{Term: "heart failure", Seriousness: compendiumv1.SideEffect_SERIOUS},
	},
	Products: []*compendiumv1.Product{
		{Jurisdiction: "US", Brand: "Gleevec", Authorizations: []*compendiumv1.AuthorizationEvent{
			{Event: compendiumv1.AuthorizationEvent_APPROVED, Date: "2001-05-10"},
			{Event: compendiumv1.AuthorizationEvent_REVOKED, Date: "2020-02-25"}}},
		{Jurisdiction: "GB", Brand: "Glivec", Authorizations: []*compendiumv1.AuthorizationEvent{
			{Event: compendiumv1.AuthorizationEvent_APPROVED, Date: "2001-11-07"}}},
	},
	Codes: &compendiumv1.DrugCodes{Atc: "L01EA01", Rxcui: "282388"},
	Doses: []*compendiumv1.Dose{{Steps: []*compendiumv1.DoseStep{{Count: 6, Days: []int32{0},
		Amount: &compendiumv1.Quantity{Value: "100"}}}}},
	Citations: map[string]*compendiumv1.Citation{"label": {Source: "sources/label", Section: "Use"}},
}

// records is a catalog of a few records.
type records map[string][]string

var known = records{
	"conditions/chordoma": nil, "conditions/other": nil, "conditions/sarcoma": {"conditions/chordoma"},
	"drugs/doxorubicin": nil, "drugs/examplinib": nil, "classes/inhibitor": {"drugs/examplinib"},
	"classes/any": {"classes/inhibitor", "drugs/examplinib"}, "classes/oral": nil, "classes/none": nil,
	"effects/nausea": nil, "lists/formulary": nil, "procedures/surgery": nil, "sources/label": nil, "sources/other": nil,
	"targets/kit": nil,
}

func (r records) Has(_ catalog.Kind, name string) bool { _, ok := r[name]; return ok }

func (r records) Nearest(_ catalog.Kind, name string) string {
	if strings.HasPrefix(name, "conditions/chord") {
		return "conditions/chordoma"
	}
	return ""
}

func (r records) Below(_ catalog.Kind, name string, _ []catalog.Kind) (map[string]bool, error) {
	found := map[string]bool{name: true}
	for _, below := range r[name] {
		found[below] = true
	}
	return found, nil
}

func (r records) Above(_ catalog.Kind, name string) (map[string]bool, error) {
	found := map[string]bool{name: true}
	for above, below := range r {
		if slices.Contains(below, name) {
			found[above] = true
		}
	}
	return found, nil
}

func (records) UsesWith(region, day string, status protoreflect.EnumNumber) (map[string]bool, error) {
	on := map[string]bool{}
	if region == "US" && day == "2018-01-01" && status == compendiumv1.Label_ON_LABEL.Number() {
		on[use.Name] = true
	}
	return on, nil
}

func (records) ListedAs(list string, status protoreflect.EnumNumber) (map[string]bool, error) {
	on := map[string]bool{}
	if list == "lists/formulary" && status == compendiumv1.DrugList_Entry_PREFERRED.Number() {
		on["drugs/examplinib"] = true
	}
	return on, nil
}

func (records) Therapies() []catalog.Kind { return file.Therapies[:] }

func (records) LastDay() string { return "2026-11-30" }

func (records) Index(catalog.Kind) *file.Index { return nil }

func (records) Filtered() *file.Index { return nil }

// matches parses a filter and asks whether a message matches.
func matches(t *testing.T, source string, m proto.Message) bool {
	t.Helper()
	f, err := filter.Parse(source, m.ProtoReflect().Descriptor(), known)
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	got, err := f.Matches(m.ProtoReflect())
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return got
}

func TestUses(t *testing.T) {
	for source, want := range map[string]bool{
		``:                                      true,
		`   `:                                   true,
		`condition = "conditions/chordoma"`:     true,
		`condition = conditions/chordoma`:       true,
		`condition = 'conditions/chordoma'`:     true,
		`condition = "conditions/other"`:        false,
		`condition != "conditions/other"`:       true,
		`condition = "conditions/ch*"`:          true,
		`condition : "conditions/ch*"`:          true,
		`condition = "*oma"`:                    true,
		`condition = "*other"`:                  false,
		`id > "a" id < "d"`:                     true,
		`id >= "chordoma" AND id <= "chordoma"`: true,
		`strength = MAY_BE_USED`:                true,
		`strength != MAY_BE_USED`:               false,
		`extent = RECURRENT`:                    true,
		`extent : RECURRENT`:                    true,
		`extent = RESECTABLE`:                   false,
		// Values of a list are no items that restrictions share.
		`extent = RECURRENT AND extent = METASTATIC`:             true,
		`labels.off_label = true`:                                true,
		`labels.off_label = false`:                               false,
		`labels.jurisdiction = "GB" AND labels.off_label = true`: false,
		`labels.jurisdiction = "us" AND labels.off_label = true`: true,
		`NOT labels.off_label = true`:                            false,
		`-labels.off_label = false`:                              true,
		`labels.off_label != false`:                              true,
		// No label is so, whatever the restriction beside it is about.
		`labels.jurisdiction = "GB" AND labels.off_label != true`:         false,
		`any(labels, jurisdiction = "GB" AND off_label != true)`:          true,
		`any(labels, jurisdiction = "US" AND NOT off_label = true)`:       false,
		`any(labels, off_label = true) AND any(labels, status = UNKNOWN)`: true,
		`labels.unknown:*`:               true,
		`duration:*`:                     false,
		`partners = "drugs/doxorubicin"`: true,
		`id = "a" OR id = "chordoma" AND strength = MAY_BE_USED`:             true,
		`strength = INVESTIGATIONAL AND id = "a" OR id = "chordoma"`:         false, // OR binds tighter
		`(strength = INVESTIGATIONAL AND id = "a") OR id = "chordoma"`:       true,
		`id = "a" strength = MAY_BE_USED`:                                    false,
		`id = "cho\"rdoma"`:                                                  true, // folded
		`summary : "GROWTH tumors"`:                                          true,
		`summary : "naive"`:                                                  true,
		`summary : "grow"`:                                                   false,
		`summary : "grow*"`:                                                  true,
		`summary : "*umors"`:                                                 true,
		`age.below > "9"`:                                                    true, // numbers, not bytes
		`age.from <= 10 AND age.below > 10`:                                  true,
		`age.from = "-2"`:                                                    false,
		`biomarkers.variant = "A\*02:01"`:                                    true,
		`within(condition, "conditions/sarcoma")`:                            true,
		`within(condition, "conditions/other")`:                              false,
		`status("US", "2026-11-30") = ON_LABEL`:                              false, // today is a day that can be asked for
		`within(therapy, classes/inhibitor)`:                                 true,
		`status("US", "2018-01-01") = ON_LABEL`:                              true,
		`status("US", "2018-01-01") = ON_LABEL AND status("US") != ON_LABEL`: true,
		`status("GB", "2018-01-01") = ON_LABEL`:                              false,
	} {
		if got := matches(t, source, use); got != want {
			t.Errorf("%s: got %t", source, got)
		}
	}
}

// TestUseWithoutLabels leaves out a use that has no labels wherever a filter is about labels, negated or not.
func TestUseWithoutLabels(t *testing.T) {
	for source, want := range map[string]bool{
		`labels.status = ON_LABEL`:                                       false,
		`labels.status != ON_LABEL`:                                      false,
		`NOT labels.status = ON_LABEL`:                                   false,
		`NOT (labels.status = ON_LABEL AND id = "x")`:                    false,
		`NOT (NOT labels.status = ON_LABEL)`:                             false,
		`NOT any(labels, status = ON_LABEL)`:                             false,
		`any(labels, status != ON_LABEL)`:                                false,
		`status("US") != ON_LABEL`:                                       false,
		`NOT labels:*`:                                                   false,
		`labels.status != ON_LABEL OR strength = STANDARD_FIRST`:         true,
		`NOT biomarkers.target = "targets/kit"`:                          true,
		`NOT strength = MAY_BE_USED`:                                     true,
		`(id = "chordoma" OR labels.status = ON_LABEL) AND id = "chor*"`: true,
	} {
		if got := matches(t, source, unlicensed); got != want {
			t.Errorf("%s: got %t", source, got)
		}
	}
}

// TestSpellings finds words in British and American spelling, whichever is asked for.
func TestSpellings(t *testing.T) {
	of := func(terms ...string) *compendiumv1.Drug {
		drug := &compendiumv1.Drug{}
		for _, term := range terms {
			drug.SideEffects = append(drug.SideEffects, &compendiumv1.SideEffect{Term: term})
		}
		return drug
	}
	british, american := of("Severe anaemia", "Diarrhoea"), of("severe anemia", "diarrhea")
	for word, want := range map[string][2]bool{
		"anaemia": {true, true}, "ANEMIA": {true, true}, "anemia severe": {true, true}, "diarrhoea": {true, true},
		"anem*": {true, true}, "anaem*": {true, false}, "diarrho*": {true, false}, "*emia": {true, true},
		"anima": {false, false},
	} {
		filter := `side_effects.term : "` + word + `"`
		if got := [2]bool{matches(t, filter, british), matches(t, filter, american)}; got != want {
			t.Errorf("%s: %v, want %v", filter, got, want)
		}
	}
}

func TestDrugs(t *testing.T) {
	for source, want := range map[string]bool{
		`side_effects.effect = "effects/nausea"`:                                                                   true,
		`side_effects.effect = "effects/nausea" AND side_effects.seriousness = SERIOUS`:                            false,
		`side_effects.effect = "effects/nausea" AND (side_effects.seriousness = SERIOUS)`:                          false,
		`(side_effects.effect = "effects/nausea") (name = "drugs/examplinib" side_effects.seriousness = SERIOUS)`:  false,
		`side_effects.effect = "effects/nausea" AND any(side_effects, seriousness = SERIOUS)`:                      true,
		`(side_effects.effect = "effects/nausea" OR side_effects.term : heart) side_effects.seriousness = SERIOUS`: true,
		`(side_effects.effect = "effects/nausea" OR display_name = x) AND side_effects.seriousness = SERIOUS`:      false,
		`(side_effects.effect = "effects/nausea" OR display_name = examplinib) side_effects.seriousness = SERIOUS`: true,
		// The last ties the first two together, which have no list in common.
		`side_effects.term : nausea AND names.text = Glivec AND (side_effects.seriousness = SERIOUS OR names.jurisdictions = US)`:  false,
		`side_effects.term : nausea AND names.text = Gleevec AND (side_effects.seriousness = SERIOUS OR names.jurisdictions = US)`: true,
		`side_effects.term : "nausea"`:                                                            true,
		`side_effects.term = "nausea"`:                                                            false,
		`side_effects.term : "vomiting nausea"`:                                                   true,
		`side_effects.term : "nausea failure"`:                                                    false,
		`NOT side_effects.seriousness = SERIOUS`:                                                  false,
		`names.text = "Glivec" AND names.jurisdictions = "GB"`:                                    true,
		`names.text = "Glivec" AND names.jurisdictions = "US"`:                                    false,
		`names.text = "Glivec" AND covers(names.jurisdictions, "gb-sct")`:                         true,
		`names.text = "Glivec" AND covers(names.jurisdictions, "GB-NIR")`:                         false,
		`names.text = "Gleevec" AND covers(names.jurisdictions, "GB-SCT")`:                        false,
		`names.text = "Glivec" AND within(names.jurisdictions, "GB")`:                             true,
		`names.text = "Glivec" AND within(names.jurisdictions, "GB-SCT")`:                         false,
		`names.text = "GLIVEC™"`:                                                                  true,
		`names.text = "sti571"`:                                                                   true,
		`names.text = "Interferon alpha"`:                                                         true,
		`names.text = "exampla forte"`:                                                            true,
		`names.text = "glivek"`:                                                                   false,
		`codes.atc = l01ea01`:                                                                     true,
		`names.text = "sti 57 1"`:                                                                 false, // digits are not joined
		`classes = "classes/inhibitor" AND classes = "classes/oral"`:                              true,
		`within(classes, "classes/any")`:                                                          true,
		`listing("lists/formulary") = PREFERRED`:                                                  true,
		`listing("lists/formulary") != PREFERRED`:                                                 false,
		`listing(lists/formulary) : LISTED`:                                                       false,
		`NOT within(classes, "classes/none")`:                                                     true,
		`covers(classes, "classes/inhibitor")`:                                                    true,
		`covers(classes, "classes/any")`:                                                          false,
		`NOT covers(safety.with, "drugs/doxorubicin")`:                                            true,
		`within(name, "classes/inhibitor")`:                                                       true,
		`products.jurisdiction = "GB" AND products.authorizations.event = REVOKED`:                false,
		`products.jurisdiction = "US" AND products.authorizations.event = REVOKED`:                true,
		`products.authorizations.event = REVOKED AND products.authorizations.date < "2010-01-01"`: false,
		`products.jurisdiction = "US" any(products.authorizations, event = APPROVED) any(products.authorizations, event = REVOKED)`: true,
		`products.jurisdiction = "GB" any(products.authorizations, event = APPROVED) any(products.authorizations, event = REVOKED)`: false,
		`any(products, jurisdiction = "GB" AND NOT authorizations.event = REVOKED)`:                                                 true,
		`any(products, jurisdiction = "US" AND NOT authorizations.event = REVOKED)`:                                                 false,
		`products.jurisdiction = "US" AND NOT products.authorizations.event = REVOKED`:                                              false,
		`citations.source = "sources/label"`:                                true,
		`citations.source = "sources/other"`:                                false,
		`citations.source = "sources/label" AND citations.section : "dose"`: false,
		`citations:*`: true,
		`doses.steps.count < 7 AND doses.steps.count > 5`: true,
		`doses.steps.count < 6`:                           false,
		`doses.steps.count > 6`:                           false,
		`doses.steps.count >= 6`:                          true,
		`doses.steps.count >= 7`:                          false,
		`doses.steps.count = 6`:                           true,
		`doses.steps.count = 7`:                           false,
		`doses.steps.count > -0`:                          true, // a minus before a digit is a sign
		`doses.steps.count > -9`:                          true,
		`doses.steps.amount.value < 100`:                  false,
		`doses.steps.amount.value > 100.0`:                false,
		`doses.steps.cycles < 7`:                          false, // it is not set, and no 0
		`doses.steps.cycles >= 0`:                         false,
		`NOT doses.steps.cycles < 7`:                      true,
		`doses.steps.days <= 0`:                           true, // an item of a list is what it is
		`doses.steps.amount.value = "100.0"`:              true, // numbers are equal by value
		`doses.steps.amount.value : 100`:                  true,
		`doses.steps.amount.value != 100.00`:              false,
		`doses.steps.amount.value = "99.5"`:               false,
		`doses.steps.amount.value = "10*"`:                true,
		`products.authorizations.date >= 2001-02`:         true,
		`products.authorizations.date = "200*"`:           true,
	} {
		if got := matches(t, source, drug); got != want {
			t.Errorf("%s: got %t", source, got)
		}
	}
}

// TestDatesThatAreNone compares fields of dates with what no date is.
func TestDatesThatAreNone(t *testing.T) {
	for _, value := range []string{"yesterday", "2026-13-01", "2026-1-1", "26", "01.02.2026"} {
		for _, operator := range []string{"=", "!=", "<", ">="} {
			_, err := filter.Parse(fmt.Sprintf("products.authorizations.date %s %q", operator, value),
				drug.ProtoReflect().Descriptor(), known)
			want := fmt.Sprintf(`date cannot be %q. This is not a date. Write a year, a month or a day of the calendar`, value)
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s %s: %v", operator, value, err)
			}
		}
	}
}

func FuzzFilter(f *testing.F) {
	for _, seed := range []string{`condition = "conditions/chordoma" AND labels.off_label = true`,
		`NOT (id:* OR -extent = RECURRENT)`, `id = "\`, `any(labels, NOT status = ON_LABEL)`, `summary : "a* *b"`,
		`within(condition, "conditions/sarcoma") status("US", "2018-01-01") != ON_LABEL`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		for _, m := range []proto.Message{use, unlicensed, drug, &compendiumv1.Use{}} {
			parsed, err := filter.Parse(source, m.ProtoReflect().Descriptor(), known)
			var located *filter.Error
			if err != nil && (!errors.As(err, &located) || located.Character < 1 ||
				located.Character > utf8.RuneCountInString(source)+1) {
				t.Fatalf("%q: error without a position in the filter: %v", source, err)
			}
			if err != nil {
				continue
			}
			if _, err := parsed.Matches(m.ProtoReflect()); err != nil && !errors.Is(err, filter.ErrTooCostly) {
				t.Fatalf("%q: %v", source, err)
			}
		}
	})
}
