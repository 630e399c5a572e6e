package services_test

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
)

// asked is a drug with the facts that the questions are about.
const asked = `display_name: Askedinib
depth: MONOGRAPH
lifecycle: INVESTIGATIONAL
classes: [classes/ntrk-inhibitor]
names:
  - {text: askedinib, type: INN}
  - {text: Askvec, type: BRAND, jurisdictions: [US]}
  - {text: askeferon-α, type: SYNONYM}
  - {text: Asklivec, type: BRAND, jurisdictions: [GB, EU]}
administrations:
  - {route: ORAL, cites: [label]}
doses:
  - id: children
    uses: [gist]
    basis: PROTOCOL
    bands: [{measure: AGE, from: "6", below: "18", unit: a}]
    route: ORAL
    steps: [{amount: {value: "40", unit: mg}, every: {value: "1", unit: d}}]
    cites: [label]
  - id: adults
    uses: [gist]
    basis: PROTOCOL
    bands: [{measure: AGE, from: "18", unit: a}]
    route: ORAL
    steps: [{amount: {value: "60", unit: mg}, every: {value: "1", unit: d}}]
    cites: [label]
safety:
  - {kind: BOXED_WARNING, text: It may stop the heart., jurisdictions: [US], cites: [label]}
  - {kind: INTERACTION, text: Levels of methotrexate rise., with: [drugs/methotrexate], management: AVOID,
      cites: [label]}
  - {kind: INTERACTION, text: Levels of cisplatin fall., with: [drugs/cisplatin], management: CONTRAINDICATED,
      cites: [label]}
  - {kind: INTERACTION, text: Nerves may be harmed., with: [classes/tyrosine-kinase-inhibitor], management: AVOID,
      cites: [label]}
  - {kind: PREGNANCY, text: It may harm an unborn child., cites: [label]}
  - {kind: CONTRAINDICATION, text: Heart failure., cites: [label]}
  - {kind: MONITORING, text: Blood counts every month., cites: [label]}
side_effects:
  - {term: nausea or vomiting, effect: effects/nausea, cites: [label]}
  - {term: heart failure, seriousness: SERIOUS, action: Call for help., cites: [label]}
uses:
  - id: gist
    condition: conditions/gastrointestinal-stromal-tumor
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, unknown: Not covered.}
    cites: [label]
gaps:
  - {field: products, reason: It was never licensed.}
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  label: {source: sources/acs-bone-cancer-targeted-therapy, section: Asked}
`

// old is a list of which one entry holds on the day of the tests.
const old = `display_name: Old formulary
kind: FORMULARY
body: Example hospital
entries:
  - {id: imatinib, drug: drugs/imatinib, status: PREFERRED, until: "2025", cites: [list]}
  - {id: cisplatin, drug: drugs/cisplatin, status: PREFERRED, date: "2020-01", until: "2026-06", cites: [list]}
  - {id: denosumab, drug: drugs/denosumab, status: NOT_USED, cites: [list]}
  - {id: cisplatin-brand, drug: drugs/cisplatin, product: platinol-us, status: NOT_USED, cites: [list]}
  - {id: doxorubicin, drug: drugs/doxorubicin, use: osteosarcoma, status: NOT_USED, cites: [list]}
  - {id: larotrectinib, drug: drugs/larotrectinib, status: NOT_USED, cites: [list]}
  - {id: larotrectinib-eu, drug: drugs/larotrectinib, product: vitrakvi-eu, status: RESTRICTED, cites: [list]}
  - {id: methotrexate, drug: drugs/methotrexate, status: NOT_USED, cites: [list]}
  - {id: methotrexate-once, drug: drugs/methotrexate, use: osteosarcoma, status: LISTED, until: "2025", cites: [list]}
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  list: {source: sources/who-essential-medicines-23}
`

// download is all that a server serves, as a client without filters has it.
type download struct {
	drugs      []*compendiumv1.Drug
	classes    []*compendiumv1.DrugClass
	conditions []*compendiumv1.Condition
	uses       map[string][]*compendiumv1.Use               // by day
	regimens   map[string][]*compendiumv1.Regimen_Component // their components, by name
}

// frozenFiles returns the content of the frozen catalog.
func frozenFiles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := make(fstest.MapFS)
	frozen := os.DirFS("../validate/testdata/frozen")
	if err := fs.WalkDir(frozen, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(frozen, path)
		files[path] = &fstest.MapFile{Data: data}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

// listen serves a catalog on a port and returns its address.
func listen(t *testing.T, files fstest.MapFS) (address string) {
	t.Helper()
	server := services.New(newRelease(t, files), slog.New(slog.DiscardHandler))
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		server.Shutdown(context.Background())
		<-done
	})
	return listener.Addr().String()
}

// questions serves the frozen catalog and a drug more on a port, and downloads it.
func questions(t *testing.T) (compendiumv1.CatalogServiceClient, *download) {
	t.Helper()
	files := frozenFiles(t)
	files["drugs/askedinib.yaml"] = &fstest.MapFile{Data: []byte(asked)}
	files["lists/old.yaml"] = &fstest.MapFile{Data: []byte(old)}
	conn, err := grpc.NewClient(listen(t, files), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	c := compendiumv1.NewCatalogServiceClient(conn)
	ctx, all := t.Context(), int32(1000)
	drugs, err1 := c.ListDrugs(ctx, &compendiumv1.ListDrugsRequest{PageSize: all})
	classes, err2 := c.ListDrugClasses(ctx, &compendiumv1.ListDrugClassesRequest{PageSize: all})
	conditions, err3 := c.ListConditions(ctx, &compendiumv1.ListConditionsRequest{PageSize: all})
	regimens, err4 := c.ListRegimens(ctx, &compendiumv1.ListRegimensRequest{PageSize: all})
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	d := &download{drugs: drugs.Drugs, classes: classes.DrugClasses, conditions: conditions.Conditions,
		regimens: make(map[string][]*compendiumv1.Regimen_Component), uses: make(map[string][]*compendiumv1.Use)}
	for _, r := range regimens.Regimens {
		d.regimens[r.Name] = r.Components
	}
	for _, day := range []string{"", "2018-01-01"} {
		uses, err := c.ListUses(ctx, &compendiumv1.ListUsesRequest{Parent: "-", AsOf: day, PageSize: all})
		if err != nil {
			t.Fatal(err)
		}
		d.uses[day] = uses.Uses
	}
	return c, d
}

// isBelow reports whether a record is another or below it, by parents.
func isBelow(name, other string, parents func(string) []string) bool {
	return name == other || slices.ContainsFunc(parents(name), func(p string) bool { return isBelow(p, other, parents) })
}

func (d *download) parentsOf(name string) []string {
	for _, c := range d.conditions {
		if c.Name == name {
			return c.Parents
		}
	}
	for _, c := range d.classes {
		if c.Name == name {
			return c.Parents
		}
	}
	return nil
}

func (d *download) drug(name string) *compendiumv1.Drug {
	i := slices.IndexFunc(d.drugs, func(drug *compendiumv1.Drug) bool { return drug.Name == name })
	return d.drugs[i]
}

// status returns the status of a use in a region on a day that was downloaded.
func (d *download) status(name, region, day string) compendiumv1.Label_Status {
	for _, use := range d.uses[day] {
		for _, label := range use.Labels {
			if use.Name == name && label.Jurisdiction == region {
				return label.Status
			}
		}
	}
	return compendiumv1.Label_STATUS_UNSPECIFIED
}

// TestQuestions asks what consumers ask, and compares the answers with those of a full download.
func TestQuestions(t *testing.T) {
	client, d := questions(t)
	anyItem := slices.ContainsFunc[[]*compendiumv1.SafetyItem]
	for _, c := range []struct {
		name, filter string
		of           func(*compendiumv1.Drug) bool // of drugs
		ofUse        func(*compendiumv1.Use) bool  // or of uses
		nothing      bool                          // whether that is the answer
	}{
		{name: "1: used for anything below soft tissue sarcoma", filter: `within(condition, "conditions/soft-tissue-sarcoma")`,
			ofUse: func(u *compendiumv1.Use) bool {
				return isBelow(u.Condition, "conditions/soft-tissue-sarcoma", d.parentsOf)
			}},
		{name: "1: used together with a drug, alone or in a regimen", filter: `within(partners, "drugs/doxorubicin")`,
			ofUse: func(u *compendiumv1.Use) bool {
				return slices.ContainsFunc(u.Partners, func(partner string) bool {
					return partner == "drugs/doxorubicin" || slices.ContainsFunc(d.regimens[partner],
						func(c *compendiumv1.Regimen_Component) bool { return c.Drug == "drugs/doxorubicin" })
				})
			}},
		{name: "2: on label in 2018 and not today",
			filter: `status("US", "2018-01-01") = ON_LABEL AND status("US") != ON_LABEL`,
			ofUse: func(u *compendiumv1.Use) bool {
				return d.status(u.Name, "US", "2018-01-01") == compendiumv1.Label_ON_LABEL &&
					d.status(u.Name, "US", "") != compendiumv1.Label_ON_LABEL
			}},
		{name: "2: off label today", filter: `labels.jurisdiction = "US" AND labels.off_label = true`,
			ofUse: func(u *compendiumv1.Use) bool {
				return slices.ContainsFunc(u.Labels, func(l *compendiumv1.Label) bool {
					return l.Jurisdiction == "US" && l.OffLabel != nil && *l.OffLabel
				})
			}},
		{name: "3: serious nausea", nothing: true,
			filter: `side_effects.effect = "effects/nausea" AND side_effects.seriousness = SERIOUS`,
			of: func(drug *compendiumv1.Drug) bool {
				return slices.ContainsFunc(drug.SideEffects, func(e *compendiumv1.SideEffect) bool {
					return e.Effect == "effects/nausea" && e.Seriousness == compendiumv1.SideEffect_SERIOUS
				})
			}},
		{name: "3: nausea, and something serious",
			filter: `side_effects.effect = "effects/nausea" AND any(side_effects, seriousness = SERIOUS)`,
			of: func(drug *compendiumv1.Drug) bool {
				nausea, serious := false, false
				for _, e := range drug.SideEffects {
					nausea = nausea || e.Effect == "effects/nausea"
					serious = serious || e.Seriousness == compendiumv1.SideEffect_SERIOUS
				}
				return nausea && serious
			}},
		{name: "3: nausea by word", filter: `side_effects.term : "NAUSEA"`,
			of: func(drug *compendiumv1.Drug) bool {
				return slices.ContainsFunc(drug.SideEffects, func(e *compendiumv1.SideEffect) bool {
					return slices.Contains(strings.FieldsFunc(strings.ToLower(e.Term),
						func(r rune) bool { return r < 'a' || r > 'z' }), "nausea")
				})
			}},
		{name: "3: anemia by its British word", filter: `side_effects.term : "anaemia"`,
			of: func(drug *compendiumv1.Drug) bool {
				return slices.ContainsFunc(drug.SideEffects, func(e *compendiumv1.SideEffect) bool {
					return strings.Contains(e.Term, "anemia")
				})
			}},
		{name: "4: the brand in a country", filter: `names.text = "ASKLIVEC™" AND names.jurisdictions = "GB"`,
			of: func(drug *compendiumv1.Drug) bool {
				return slices.ContainsFunc(drug.Names, func(n *compendiumv1.Name) bool {
					return n.Text == "Asklivec" && slices.Contains(n.Jurisdictions, "GB")
				})
			}},
		{name: "5: a class and its subclasses", filter: `within(classes, "classes/tyrosine-kinase-inhibitor")`,
			of: func(drug *compendiumv1.Drug) bool {
				return slices.ContainsFunc(drug.Classes, func(class string) bool {
					return isBelow(class, "classes/tyrosine-kinase-inhibitor", d.parentsOf)
				})
			}},
		{name: "6: not with methotrexate", filter: `safety.with = "drugs/methotrexate" AND safety.management = AVOID`,
			of: func(drug *compendiumv1.Drug) bool {
				return anyItem(drug.Safety, func(s *compendiumv1.SafetyItem) bool {
					return slices.Contains(s.With, "drugs/methotrexate") && s.Management == compendiumv1.SafetyItem_AVOID
				})
			}},
		{name: "6: not with larotrectinib, nor with its classes",
			filter: `covers(safety.with, "drugs/larotrectinib") AND safety.management = AVOID`,
			of: func(drug *compendiumv1.Drug) bool {
				return anyItem(drug.Safety, func(s *compendiumv1.SafetyItem) bool {
					return s.Management == compendiumv1.SafetyItem_AVOID &&
						slices.ContainsFunc(s.With, func(with string) bool {
							return slices.ContainsFunc(d.drug("drugs/larotrectinib").Classes,
								func(class string) bool { return isBelow(class, with, d.parentsOf) })
						})
				})
			}},
		{name: "6: boxed warnings", filter: `safety.kind = BOXED_WARNING AND safety.jurisdictions = "US"`,
			of: func(drug *compendiumv1.Drug) bool {
				return anyItem(drug.Safety, func(s *compendiumv1.SafetyItem) bool {
					return s.Kind == compendiumv1.SafetyItem_BOXED_WARNING && slices.Contains(s.Jurisdictions, "US")
				})
			}},
		{name: "on a list", filter: `listing("lists/who-essential-medicines") = LISTED`,
			of: func(drug *compendiumv1.Drug) bool { return drug.Name == "drugs/imatinib" }},
		{name: "not on a list", filter: `listing("lists/who-essential-medicines") != LISTED`,
			of: func(drug *compendiumv1.Drug) bool { return drug.Name != "drugs/imatinib" }},
		{name: "once on a list", filter: `listing("lists/old") = PREFERRED`,
			of: func(drug *compendiumv1.Drug) bool { return drug.Name == "drugs/cisplatin" }},
		{name: "on a list as one product", filter: `listing("lists/old") = RESTRICTED`,
			of: func(drug *compendiumv1.Drug) bool { return drug.Name == "drugs/larotrectinib" }},
		{name: "not used, of which neither a use nor a product is", filter: `listing("lists/old") = NOT_USED`,
			of: func(drug *compendiumv1.Drug) bool {
				return drug.Name == "drugs/denosumab" || drug.Name == "drugs/methotrexate"
			}},
		{name: "9: what rests on a source", filter: `citations.source = "sources/acs-bone-cancer-targeted-therapy"`,
			of: func(drug *compendiumv1.Drug) bool {
				for _, citation := range drug.Citations {
					if citation.Source == "sources/acs-bone-cancer-targeted-therapy" {
						return true
					}
				}
				return false
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var want, got []string
			if c.of != nil {
				for _, drug := range d.drugs {
					if c.of(drug) {
						want = append(want, drug.Name)
					}
				}
				answer, err := client.ListDrugs(t.Context(), &compendiumv1.ListDrugsRequest{Filter: c.filter, PageSize: 1000})
				if err != nil {
					t.Fatal(err)
				}
				for _, drug := range answer.Drugs {
					got = append(got, drug.Name)
				}
			} else {
				for _, use := range d.uses[""] {
					if c.ofUse(use) {
						want = append(want, use.Name)
					}
				}
				answer, err := client.ListUses(t.Context(),
					&compendiumv1.ListUsesRequest{Parent: "-", Filter: c.filter, PageSize: 1000})
				if err != nil {
					t.Fatal(err)
				}
				for _, use := range answer.Uses {
					got = append(got, use.Name)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("answer (-download +filter):\n%s", diff)
			}
			if (len(want) == 0) != c.nothing || len(want) == len(d.drugs) {
				t.Errorf("the answer is %v, which shows nothing", want)
			}
		})
	}
}

// TestQuestionsAskedWronglyAreRefused compares messages, which say what would be right.
func TestQuestionsAskedWronglyAreRefused(t *testing.T) {
	s := serveWith(t, services.WithClock(func() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) }))
	for _, c := range []struct{ name, filter, asOf, want string }{
		{"a therapy of another collection than the parent's", `therapy = "drugs/imatinib"`, "",
			`filter: at character 11: therapy names regimens, so it is never "drugs/imatinib"`},
		{"a record that there is not", `condition = "conditions/chordma"`, "",
			`filter: at character 13: there is no record "conditions/chordma"; did you mean "conditions/chordoma"?`},
		{"a record without its collection", `within(condition, sarcoma)`, "",
			`filter: at character 19: there is no record "sarcoma"; did you mean "conditions/sarcoma"?`},
		{"a region that there is not", `labels.jurisdiction = "UK"`, "",
			`filter: at character 23: there is no region "UK"; did you mean GB?`},
		{"a day after today in a filter", `status("US", "2026-06-02") = ON_LABEL`, "",
			`filter: at character 14: 2026-06-02 is after today, 2026-06-01; what will hold then is not known`},
		{"a day that there is not", "", "2018-02-30",
			`as_of: This is not a day of the calendar. Write one as in 2018-01-01.`},
		{"a month", "", "2018-02", `as_of: as_of asks for a day, as in 2018-01-01.`},
		{"a day after today", "", "2026-06-02",
			`as_of: 2026-06-02 is after today, 2026-06-01. What will hold then is not known. Ask for today or an earlier day.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			reason := services.ReasonInvalidFilter
			if c.asOf != "" {
				reason = services.ReasonInvalidRequest
			}
			_, err := s.catalog.ListUses(t.Context(),
				&compendiumv1.ListUsesRequest{Parent: "regimens/-", Filter: c.filter, AsOf: c.asOf})
			wantError(t, c.name, err, codes.InvalidArgument, reason)
			if err == nil || !strings.HasSuffix(err.Error(), c.want) {
				t.Errorf("error %v\nwant  %s", err, c.want)
			}
		})
	}
	all := &compendiumv1.ListUsesRequest{Parent: "-", AsOf: "2026-06-01"}
	if _, err := s.catalog.ListUses(t.Context(), all); err != nil {
		t.Errorf("today is refused: %v", err)
	}
}

// TestInvalidRequestsSayWhatToDo compares the messages of requests that break a rule of the schema.
func TestInvalidRequestsSayWhatToDo(t *testing.T) {
	s := serveWith(t)
	for name, want := range map[string]string{
		"":                    "name: name is missing or empty. Add it.",
		"conditions/chordoma": "name: name does not begin with drugs/. Write the name of a record in that collection.",
		"drugs/Imatinib": "name: This is not a resource name. Write collection/id in lowercase letters, as in " +
			"drugs/imatinib.",
	} {
		_, err := s.catalog.GetDrug(t.Context(), &compendiumv1.GetDrugRequest{Name: name})
		wantError(t, name, err, codes.InvalidArgument, services.ReasonInvalidRequest)
		if err == nil || !strings.HasSuffix(err.Error(), "The request is not valid. "+want) {
			t.Errorf("%q: error %v\nwant  %s", name, err, want)
		}
	}
}
