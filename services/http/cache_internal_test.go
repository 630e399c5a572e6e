package http

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

var drugType = (*compendiumv1.Drug)(nil).ProtoReflect().Type()

// firstDrug is the number of the first drug of a release: their names are sorted as their numbers are.
const firstDrug = 10

// releaseOf returns a release of the drugs drugs/10 and on with a display name.
func releaseOf(t *testing.T, drugs int, displayName string) *release.Release {
	t.Helper()
	b := file.NewBuilder("2026-06-01", nil)
	for i := range drugs {
		drug := &compendiumv1.Drug{Name: fmt.Sprint("drugs/", firstDrug+i), DisplayName: displayName}
		if err := b.Add(catalog.Drugs, drug.Name, drug); err != nil {
			t.Fatal(err)
		}
	}
	data, err := b.Build("sha256:"+displayName, file.Provenance{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := file.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return release.New(f, "test")
}

// place returns the place of a drug and its bytes.
func place(t *testing.T, server *services.Server, number int, view compendiumv1.View_Level) (services.Place, []byte) {
	t.Helper()
	response := server.Call(t.Context(), compendiumv1.CatalogService_GetDrug_FullMethodName,
		func(request proto.Message, _ int) error {
			proto.Merge(request, &compendiumv1.GetDrugRequest{Name: fmt.Sprint("drugs/", firstDrug+number), View: view})
			return nil
		})
	defer response.Close()
	if response.Err != nil {
		t.Fatal(response.Err)
	}
	parts, err := response.Parts()
	if err != nil {
		t.Fatal(err)
	}
	return response.Place(parts[0]), parts[0]
}

// TestRecordsAreKeptByPlace keeps the JSON of a record of a release without looking at its bytes again, and makes it
// anew for the next release, in which another record is at the same offset.
func TestRecordsAreKeptByPlace(t *testing.T) {
	server := services.New(releaseOf(t, 2, "one"), slog.New(slog.DiscardHandler))
	c := newCache(1 << 20)
	for _, name := range []string{"one", "two"} {
		for i := range 2 {
			for _, view := range []compendiumv1.View_Level{compendiumv1.View_FULL, compendiumv1.View_BASIC} {
				at, record := place(t, server, i, view)
				made, err := c.get(drugType, at, record)
				if want := fmt.Sprintf(`{"name":"drugs/%d","displayName":%q}`, firstDrug+i, name); err != nil || string(made) != want {
					t.Errorf("made: %s, %v, want %s", made, err, want)
				}
				if kept, err := c.get(drugType, at, nil); err != nil || string(kept) != string(made) {
					t.Errorf("kept: %s, %v, want %s", kept, err, made)
				}
			}
		}
		server.Swap(releaseOf(t, 2, "two"), services.Times{})
	}
	if size := 4 * len(`{"name":"drugs/10","displayName":"one"}`) * 2; c.bytes != size {
		t.Errorf("%d bytes are counted, want those of the JSON alone, %d", c.bytes, size)
	}
}

// TestCacheIsBounded keeps more records than there is space for, of a release and others.
func TestCacheIsBounded(t *testing.T) {
	const drugs, most = 40, 1000
	server := services.New(releaseOf(t, drugs, strings.Repeat("x", 50)), slog.New(slog.DiscardHandler))
	c := newCache(most)
	for i := range drugs {
		at, record := place(t, server, i, compendiumv1.View_FULL)
		for _, at := range []services.Place{at, {}} {
			if _, err := c.get(drugType, at, record); err != nil {
				t.Fatal(err)
			}
			held := 0
			for k, text := range c.texts {
				held += len(k.record) + len(text)
			}
			if held > most || held != c.bytes || held < most/2 && i > most/100 {
				t.Fatalf("%d bytes are held and %d counted, of at most %d", held, c.bytes, most)
			}
		}
	}
}

// TestWhatIsKept asks over HTTP, and counts what is kept by place and by its bytes.
func TestWhatIsKept(t *testing.T) {
	c := config.Default()
	server := services.New(releaseOf(t, 2, "one"), slog.New(slog.DiscardHandler), services.WithConfig(c))
	h, err := New(server, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, mask       string
		byPlace, byBytes int
	}{
		{"/v1/drugs/10", "", 1, 0},
		{"/v1/drugs/10", "", 1, 0},
		{"/v1/drugs/10", "name", 1, 0},
		{"/v1/drugs/10?view=BASIC", "", 2, 0},
		{"/v1/drugs", "", 3, 0},
		{"/v1/drugs", "name", 3, 2},
	} {
		request := httptest.NewRequestWithContext(t.Context(), "GET", c.path, nil)
		if c.mask != "" {
			request.Header.Set("X-Field-Mask", c.mask)
		}
		recorder := httptest.NewRecorder()
		h.ServeHTTP(recorder, request)
		byPlace, byBytes := 0, 0
		for k := range h.records.texts {
			if k.record == "" {
				byPlace++
			} else {
				byBytes++
			}
		}
		if recorder.Code != 200 || byPlace != c.byPlace || byBytes != c.byBytes {
			t.Errorf("%s, mask %q: %d; %d are kept by place and %d by their bytes, want %d and %d",
				c.path, c.mask, recorder.Code, byPlace, byBytes, c.byPlace, c.byBytes)
		}
	}
}
