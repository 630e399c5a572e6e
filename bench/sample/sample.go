// Package sample generates releases of any size for measurements. The same size always yields the same bytes. None of
// its drugs is real.
package sample

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// RecordBytes is the approximate size of an encoded Drug.
const RecordBytes = 4800

// DrugName returns the name of the i-th Drug.
func DrugName(i int) string { return fmt.Sprintf("drugs/substance-%07d", i) }

// Drug returns a record with nested lists, of about RecordBytes.
func Drug(i int) *compendiumv1.Drug {
	random := rand.New(rand.NewPCG(uint64(i), 1)) //nolint:gosec // measurements need reproducible content
	words := func(n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = []string{"tumor", "bone", "tissue", "dose", "daily", "cells", "growth", "nausea", "scan",
				"blood"}[random.IntN(10)]
		}
		return strings.Join(list, " ")
	}
	drug := &compendiumv1.Drug{Name: DrugName(i), DisplayName: fmt.Sprintf("Substance %d", i),
		Lifecycle: compendiumv1.Drug_Lifecycle(1 + i%3),
		Mechanism: &compendiumv1.Mechanism{Summary: words(40)}, Codes: &compendiumv1.DrugCodes{Ncit: fmt.Sprint("C",
			100000+i)}}
	for n := range 4 {
		drug.Names = append(drug.Names, &compendiumv1.Name{Text: fmt.Sprintf("Brand%d%c", i, 'A'+n),
			Type: compendiumv1.Name_BRAND, Jurisdictions: []string{"US", "EU"}})
	}
	for n := range 24 {
		drug.SideEffects = append(drug.SideEffects,
			&compendiumv1.SideEffect{Term: words(3), SourceFrequency: "common", Cites: []string{fmt.Sprint("cite-", n)}})
	}
	for n := range 4 {
		use := &compendiumv1.Use{Id: fmt.Sprint("use-", n), Name: fmt.Sprint(drug.Name, "/uses/use-", n),
			Condition: fmt.Sprint("conditions/condition-", random.IntN(50))}
		for _, j := range []string{"US", "EU", "GB", "CA"} {
			use.Labels = append(use.Labels, &compendiumv1.Label{Jurisdiction: j, Unknown: "Not covered."})
		}
		drug.Uses = append(drug.Uses, use)
	}
	for n := 0; proto.Size(drug) < RecordBytes-200; n++ {
		drug.Notes = append(drug.Notes, &compendiumv1.Note{Text: words(20)})
	}
	return drug
}

// Release writes a release file of n Drugs. Variants other than 0 differ in one record.
func Release(path string, n, variant int) error {
	b := file.NewBuilder("2026-11-23", nil)
	for i := range n {
		drug := Drug(i)
		if i == 0 && variant > 0 {
			drug.DisplayName += fmt.Sprint(" variant ", variant)
		}
		if err := b.Add(catalog.Drugs, drug.Name, drug); err != nil {
			return err
		}
	}
	data, err := b.Build(fmt.Sprint("sha256:", variant), file.Provenance{ToolVersion: "bench"})
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}
