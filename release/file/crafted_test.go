package file_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
)

// small is a release file with a few records and no schema, which would be most of it and is not read to open it.
func small(t testing.TB) []byte {
	t.Helper()
	b := file.NewBuilder(asOf, nil)
	add := func(kind catalog.Kind, name string, record proto.Message) {
		t.Helper()
		if err := b.Add(kind, name, record); err != nil {
			t.Fatal(err)
		}
	}
	label := []*compendiumv1.Label{{Jurisdiction: "US"}, {Jurisdiction: "EU"}}
	for _, id := range []string{"examplinib", "imatinib", "sunitinib"} {
		name := "drugs/" + id
		add(catalog.Drugs, name, &compendiumv1.Drug{Name: name, DisplayName: id, Lifecycle: compendiumv1.Drug_ACTIVE,
			Names: []*compendiumv1.Name{{Text: "Brand of " + id}}, Codes: &compendiumv1.DrugCodes{Atc: "L01EA01"},
			Uses: []*compendiumv1.Use{{Id: "one", Name: name + "/uses/one", Condition: "conditions/sarcoma-00", Labels: label}}})
	}
	// More rows than this make postings a list instead of a bitmap.
	for i := range 40 {
		name := fmt.Sprintf("conditions/sarcoma-%02d", i)
		add(catalog.Conditions, name, &compendiumv1.Condition{Name: name, DisplayName: "Sarcoma " + string(rune('a'+i))})
	}
	b.AddFile("drugs/imatinib.yaml", []byte("display_name: Imatinib\n"))
	built, err := b.Build("sha256:of-the-content", file.Provenance{ToolVersion: "test"})
	if err != nil {
		t.Fatal(err)
	}
	const schema = 2
	return file.WithSection(built, schema, nil)
}

// opens reports whether a crafted file opens. It fails unless the file is refused with ErrFormat or can be read without
// harm.
func opens(t *testing.T, what string, data []byte) bool {
	t.Helper()
	defer func() {
		if problem := recover(); problem != nil {
			t.Errorf("%s: %v", what, problem)
		}
	}()
	m, err := file.Open(data)
	if err != nil {
		if !errors.Is(err, file.ErrFormat) {
			t.Errorf("%s: an error of another kind: %v", what, err)
		}
		return false
	}
	read(m)
	if err := m.Verify(); err != nil && !errors.Is(err, file.ErrFormat) {
		t.Errorf("%s: an error of another kind: %v", what, err)
	}
	return true
}

// TestCraftedSections changes each section of a file in many ways, with checksums that match, as an attacker could. No
// such file does harm.
func TestCraftedSections(t *testing.T) {
	whole := small(t)
	if !opens(t, "the file as it was built", whole) {
		t.Fatal("the file as it was built does not open")
	}
	ids := file.SectionIDs(whole)
	refused, taken := 0, 0
	try := func(what string, id uint32, section []byte) {
		t.Helper()
		if opens(t, fmt.Sprintf("section %#x %s", id, what), file.WithSection(whole, id, section)) {
			taken++
		} else {
			refused++
		}
	}
	for n, id := range ids {
		if !slices.Contains([]uint32{0, 1, 5, 10}, id>>8) {
			continue // a table like the others, and empty
		}
		if testing.Short() && n%8 > 0 {
			continue // a part is enough for the race detector
		}
		section := file.SectionBytes(whole, id)
		for _, size := range []int{0, 1, len(section) / 2, len(section) - 8, len(section) - 4, len(section) - 1} {
			if size >= 0 && size < len(section) {
				try(fmt.Sprintf("cut to %d", size), id, section[:size])
			}
		}
		for _, more := range []int{1, 4, 8, 16, 4096} {
			try(fmt.Sprintf("with %d zeros more", more), id, append(slices.Clone(section), make([]byte, more)...))
			try(fmt.Sprintf("with %d ones more", more), id, append(slices.Clone(section), slices.Repeat([]byte{0xff}, more)...))
		}
		try("twice", id, append(slices.Clone(section), section...))
		try("of another", id, file.SectionBytes(whole, ids[(n+1)%len(ids)]))
		if other, ok := map[uint32]uint32{1: 5, 5: 10, 10: 1}[id>>8]; ok {
			try("of another table", id, file.SectionBytes(whole, other<<8|id&0xff))
		}
		for _, at := range []int{0, 4, 8, len(section) / 2 / 8 * 8, len(section) - 8} {
			for _, value := range []uint64{0, 1, 0xffff, 1<<31 - 1, 1<<32 - 1, 1 << 63, 1<<64 - 1, uint64(len(section)) + 1} {
				if at < 0 || at+8 > len(section) {
					continue
				}
				changed := slices.Clone(section)
				binary.LittleEndian.PutUint64(changed[at:], value)
				try(fmt.Sprintf("with %#x at %d", value, at), id, changed)
				changed = slices.Clone(section)
				binary.LittleEndian.PutUint32(changed[at:], uint32(value))
				try(fmt.Sprintf("with %#x in 4 bytes at %d", uint32(value), at), id, changed)
			}
		}
	}
	// A harness that changes nothing, or breaks everything, would prove nothing.
	if !testing.Short() && (refused < 1000 || taken < 100) {
		t.Errorf("%d files were refused and %d taken", refused, taken)
	}
}

// TestCraftedHeaders crafts headers and tables of sections, with checksums that match. All are refused.
func TestCraftedHeaders(t *testing.T) {
	whole := small(t)
	const header, entry = 64, 24
	count := int(binary.LittleEndian.Uint32(whole[12:]))
	place := func(n, field int) int { return header + entry*n + field }
	for what, change := range map[string]func(data []byte){
		"another version":          func(f []byte) { binary.LittleEndian.PutUint32(f[8:], 1) },
		"no sections":              func(f []byte) { binary.LittleEndian.PutUint32(f[12:], 0) },
		"a section less":           func(f []byte) { binary.LittleEndian.PutUint32(f[12:], uint32(count-1)) },
		"a section more":           func(f []byte) { binary.LittleEndian.PutUint32(f[12:], uint32(count+1)) },
		"more sections than bytes": func(f []byte) { binary.LittleEndian.PutUint32(f[12:], 1<<32-1) },
		"a size less":              func(f []byte) { binary.LittleEndian.PutUint64(f[16:], uint64(len(f)-1)) },
		"a size beyond":            func(f []byte) { binary.LittleEndian.PutUint64(f[16:], 1<<64-1) },
		"bytes behind the header":  func(f []byte) { f[40] = 1 },
		"a section that begins outside": func(f []byte) {
			binary.LittleEndian.PutUint64(f[place(3, 8):],
				uint64(len(f)+8))
		},
		"a section that begins nowhere": func(f []byte) { binary.LittleEndian.PutUint64(f[place(3, 8):], 1<<64-8) },
		"a section that ends outside": func(f []byte) {
			binary.LittleEndian.PutUint64(f[place(count-1, 16):],
				uint64(len(f)))
		},
		"a section without an end":        func(f []byte) { binary.LittleEndian.PutUint64(f[place(3, 16):], 1<<64-1) },
		"a section in the header":         func(f []byte) { binary.LittleEndian.PutUint64(f[place(0, 8):], 0) },
		"two sections of the same number": func(f []byte) { copy(f[place(4, 0):place(4, 4)], f[place(3, 0):]) },
		"sections out of order":           func(f []byte) { f[place(3, 0)], f[place(4, 0)] = f[place(4, 0)], f[place(3, 0)] },
		"two sections in one place":       func(f []byte) { copy(f[place(4, 4):place(5, 0)], f[place(3, 4):]) },
		"two sections swapped": func(f []byte) {
			one := slices.Clone(f[place(3, 4):place(4, 0)])
			copy(f[place(3, 4):], f[place(4, 4):place(5, 0)])
			copy(f[place(4, 4):], one)
		},
		"bytes at the end": func(f []byte) { f[len(f)-1] = 1 },
	} {
		altered := slices.Clone(whole)
		change(altered)
		if opens(t, what, file.Reseal(altered)) {
			t.Errorf("%s: it is opened", what)
		}
	}
}

// TestCraftedTrie links the nodes of the search tree so that there are very many ways through it. A search visits no
// node twice, and Verify refuses the file.
func TestCraftedTrie(t *testing.T) {
	whole := small(t)
	const tree, size = 18, 16
	nodes := slices.Clone(file.SectionBytes(whole, tree))
	count := len(nodes) / size
	for i := range count - 1 {
		binary.LittleEndian.PutUint32(nodes[size*i+8:], uint32(i+1))
		binary.LittleEndian.PutUint16(nodes[size*i+12:], uint16(count-1-i))
	}
	refused := func(what string) {
		altered := file.WithSection(whole, tree, nodes)
		if !opens(t, what, altered) {
			t.Fatalf("%s is not opened", what)
		}
		if m, err := file.Open(altered); err != nil || !errors.Is(m.Verify(), file.ErrFormat) {
			t.Errorf("%s: Verify finds nothing", what)
		}
	}
	refused("a tree with many ways")
	// Each node has all keys.
	nodes = slices.Clone(file.SectionBytes(whole, tree))
	for i := range count {
		copy(nodes[size*i:], nodes[:8])
	}
	refused("a tree that gives every key many times")
}

// TestVersionMustFitHeaders sets a version and a digest that header metadata cannot carry.
func TestVersionMustFitHeaders(t *testing.T) {
	whole := small(t)
	const description = 1
	for _, word := range []string{"", "\n", "a b", "é", strings.Repeat("a", 129)} {
		for name, change := range map[string]func(*compendiumv1.Release){
			"version": func(r *compendiumv1.Release) { r.Version = word },
			"digest":  func(r *compendiumv1.Release) { r.Digest = word },
		} {
			var info compendiumv1.Release
			if err := proto.Unmarshal(file.SectionBytes(whole, description), &info); err != nil {
				t.Fatal(err)
			}
			change(&info)
			text, err := proto.Marshal(&info)
			if err != nil {
				t.Fatal(err)
			}
			if opens(t, name, file.WithSection(whole, description, text)) {
				t.Errorf("the %s %q is taken", name, word)
			}
		}
	}
}
