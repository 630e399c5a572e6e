package http

import (
	"fmt"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
)

// BenchmarkListJSON compares a page whose records' JSON is kept with one that is encoded as a whole.
func BenchmarkListJSON(b *testing.B) {
	page := &compendiumv1.ListDrugsResponse{TotalSize: 50}
	for i := range 50 {
		drug := &compendiumv1.Drug{Name: fmt.Sprint("drugs/drug-", i), DisplayName: fmt.Sprint("Drug ", i)}
		for n := range 40 {
			drug.SideEffects = append(drug.SideEffects, &compendiumv1.SideEffect{Term: fmt.Sprint("effect ", n),
				Effect: fmt.Sprint("effects/effect-", n), SourceFrequency: "common", Cites: []string{"label"}})
		}
		page.Drugs = append(page.Drugs, drug)
	}
	encoded, err := proto.Marshal(page)
	if err != nil {
		b.Fatal(err)
	}
	kind := func(m proto.Message) protoreflect.MessageType { return m.ProtoReflect().Type() }
	h, m := &Handler{records: newCache(1 << 30)}, &method{output: kind(page), records: kind(page.Drugs[0])}
	b.Run("kept", func(b *testing.B) {
		for b.Loop() {
			if _, err := h.listJSON(m, &services.Response{}, [][]byte{encoded}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("as a whole", func(b *testing.B) {
		for b.Loop() {
			if _, err := recode(m.output, encoded); err != nil {
				b.Fatal(err)
			}
		}
	})
}
