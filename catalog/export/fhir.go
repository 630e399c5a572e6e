package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// medicationKnowledge is the doses of a drug that hold in the same jurisdictions for the same products.
type medicationKnowledge struct {
	ResourceType string       `json:"resourceType"`
	Identifier   []identifier `json:"identifier"`
	Code         concept      `json:"code"`
	Jurisdiction []concept    `json:"intendedJurisdiction,omitempty"`
	Name         []string     `json:"name"`
	Product      []reference  `json:"associatedMedication,omitempty"`
	Guideline    []guideline  `json:"indicationGuideline"`
}

type guideline struct {
	Indication []indication      `json:"indication,omitempty"`
	Dosing     []json.RawMessage `json:"dosingGuideline"`
}

type identifier struct {
	Value string `json:"value"`
}

type concept struct {
	Coding []coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

type coding struct {
	System string `json:"system"`
	Code   string `json:"code"`
}

type reference struct {
	Display string `json:"display"`
}

type indication struct {
	Concept concept `json:"concept"`
}

// MedicationKnowledge writes the doses of the drugs as of a day as resources of FHIR R5 in NDJSON. There is one for the
// doses of a drug that hold in the same jurisdictions for the same products, since FHIR states both for a resource as a
// whole. Indications are text: a code of the condition alone would say more than the use. Tombstones, and drugs without
// doses, have none.
func (r Records) MedicationKnowledge(w io.Writer, day date.Day) error {
	for _, d := range r.AsOf(day) {
		if d.GetLifecycle() == compendiumv1.Drug_RETIRED {
			continue
		}
		list, err := r.knowledge(d)
		if err != nil {
			return err
		}
		for _, m := range list {
			if err := writeLine(w, m); err != nil {
				return fmt.Errorf("write the doses of %s: %w", d.GetName(), err)
			}
		}
	}
	return nil
}

func (r Records) knowledge(d *compendiumv1.Drug) ([]*medicationKnowledge, error) {
	var list []*medicationKnowledge
	same := make(map[string]*medicationKnowledge)
	for _, x := range d.GetDoses() {
		text, err := dose.Guideline(x)
		if err != nil {
			return nil, fmt.Errorf("%s, dose %s: %w", d.GetName(), x.GetId(), err)
		}
		key := fmt.Sprintf("%q%q", x.GetJurisdictions(), x.GetProducts())
		if same[key] == nil {
			same[key] = newKnowledge(d, x)
			list = append(list, same[key])
		}
		same[key].Guideline = append(same[key].Guideline,
			guideline{r.indications(d, x.GetUses()), []json.RawMessage{text}})
	}
	return list, nil
}

// newKnowledge returns the resource that begins with a dose, without its guidelines.
func newKnowledge(d *compendiumv1.Drug, x *compendiumv1.Dose) *medicationKnowledge {
	m := &medicationKnowledge{ResourceType: "MedicationKnowledge",
		Identifier: []identifier{{d.GetName() + "/doses/" + x.GetId()}}, Name: []string{d.GetDisplayName()},
		Code: concept{Text: d.GetDisplayName()}}
	for _, c := range []coding{
		{"http://www.nlm.nih.gov/research/umls/rxnorm", d.GetCodes().GetRxcui()},
		{"http://www.whocc.no/atc", d.GetCodes().GetAtc()},
		{"http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl", d.GetCodes().GetNcit()},
		{"http://fdasis.nlm.nih.gov", d.GetCodes().GetUnii()},
		{"http://snomed.info/sct", d.GetCodes().GetSnomed()},
	} {
		if c.Code != "" {
			m.Code.Coding = append(m.Code.Coding, c)
		}
	}
	for _, region := range x.GetJurisdictions() {
		c := concept{Text: region}
		switch {
		case strings.Contains(region, "-"):
			c.Coding = []coding{{"urn:iso:std:iso:3166:-2", region}}
		case region != "EU": // which is no country
			c.Coding = []coding{{"urn:iso:std:iso:3166", region}}
		}
		m.Jurisdiction = append(m.Jurisdiction, c)
	}
	for _, p := range d.GetProducts() {
		if slices.Contains(x.GetProducts(), p.GetId()) {
			m.Product = append(m.Product, reference{cmp.Or(p.GetBrand(), p.GetId())})
		}
	}
	return m
}

// indications returns the uses in words: those with the IDs, or all for none.
func (r Records) indications(d *compendiumv1.Drug, ids []string) []indication {
	var list []indication
	for _, u := range d.GetUses() {
		if len(ids) > 0 && !slices.Contains(ids, u.GetId()) {
			continue
		}
		parts := slices.DeleteFunc([]string{r.display(u.GetCondition()), scope.SettingText(u, r.display),
			u.GetPriorTherapyNote(), u.GetPopulation()}, func(part string) bool { return part == "" })
		list = append(list, indication{concept{Text: strings.Join(parts, "; ")}})
	}
	return list
}

// PlanDefinition writes how the regimens are given as resources of FHIR R5 in NDJSON. A regimen that does not say it
// has none.
func (r Records) PlanDefinition(w io.Writer) error {
	for _, regimen := range r.Regimens {
		if dose.RegimenText(regimen) == "" {
			continue
		}
		text, err := dose.Plan(regimen)
		if err == nil {
			err = writeLine(w, json.RawMessage(text))
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", regimen.GetName(), err)
		}
	}
	return nil
}

// display returns the display name of a record, or its name if there is no such record.
func (r Records) display(name string) string {
	if m, ok := r.Lookup(name).(interface{ GetDisplayName() string }); ok && m.GetDisplayName() != "" {
		return m.GetDisplayName()
	}
	return name
}

// writeLine writes a value as one line of JSON.
func writeLine(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
