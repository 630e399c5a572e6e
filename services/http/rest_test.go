package http_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services"
	"github.com/opencompendium/compendium/services/config"
)

// TestPaths asks each kind of path for an answer that is right.
func TestPaths(t *testing.T) {
	p := open(t, nil)
	for _, c := range []struct{ verb, path, body, want string }{
		{"GET", "/v1/catalog", "", `"asOf":"2026-06-01"`},
		{"GET", "/v1/drugs/examplinib", "", `"name":"drugs/examplinib","displayName":"Examplinib"`},
		{"GET", "/v1/drugs/examplinib?view=BASIC", "", `"displayName":"Examplinib"`},
		{"GET", "/v1/drugs?pageSize=1&orderBy=display_name+desc", "", `"nextPageToken"`},
		{"GET", "/v1/drugs?page_size=1", "", `"nextPageToken"`},
		{"GET", "/v1/drugs?filter=" + url.QueryEscape(`names.text = "Examplinib"`), "", `"totalSize":1`},
		{"GET", "/v1/drugs:batchGet?names=drugs/examplinib&names=drugs/examplinib", "", `"drugs":[{"name":"drugs/examplinib"`},
		{"POST", "/v1/drugs:lookup", `{"keys": [{"value": "examplinib"}]}`, `"drugs":["drugs/examplinib"]`},
		{"GET", "/v1/drugs/examplinib/uses?asOf=2020-01-01", "", `"asOf":"2020-01-01"`},
		{"GET", "/v1/drugs/-/uses", "", `"name":"drugs/examplinib/uses/`},
		{"GET", "/v1/-/uses", "", `"therapy":"drugs/examplinib"`},
		{"GET", "/v1/catalog:search?query=exam", "", `"name":"drugs/examplinib"`},
		{"GET", "/v1/rules?pageSize=2", "", `"rules":[{"id":`},
		{"POST", "/v1/content:validate", `{"files": [{"path": "drugs/x.yaml", "text": "a: 1"}]}`, `"findings":[{`},
		{"GET", "/healthz", "", "ok"},
		{"GET", "/readyz", "", "ok"},
		{"GET", "/freshz", "", "ok"},
	} {
		got := p.ask(t, c.verb, c.path, c.body, "Content-Type: application/json")
		if got.code != http.StatusOK || !strings.Contains(got.body, c.want) {
			t.Errorf("%s %s: %d %.300s, want %s", c.verb, c.path, got.code, got.body, c.want)
		}
		if strings.HasPrefix(c.path, "/v1/") && got.header.Get(services.VersionHeader) == "" {
			t.Errorf("%s %s: no version", c.verb, c.path)
		}
	}
}

// TestProblems checks the errors of requests that are wrong in different ways.
func TestProblems(t *testing.T) {
	p := open(t, func(c *config.Config) { c.MaxRequestBytes = 4 << 10 })
	for _, c := range []struct {
		verb, path, body string
		code             int
		reason, say      string
	}{
		{"GET", "/v1/drugs/exampelinib", "", 404, services.ReasonNotFound, "drugs/examplinib"},
		{"GET", "/v1/drugs/Not-A-Name", "", 400, services.ReasonInvalidRequest, "name"},
		{"GET", "/v1/drugs/..%2f..%2fetc%2fpasswd", "", 400, services.ReasonInvalidRequest, "name"},
		{"GET", "/v1/drugs?filter=nothing+%3D+1", "", 400, services.ReasonInvalidFilter, "nothing"},
		{"GET", "/v1/drugs?pagesize=1", "", 400, services.ReasonMalformedRequest, "the nearest is pageSize."},
		{"GET", "/v1/drugs?pageSize=x", "", 400, services.ReasonMalformedRequest, "whole number"},
		{"GET", "/v1/drugs?pageSize=1&pageSize=2", "", 400, services.ReasonMalformedRequest, "twice"},
		{"GET", "/v1/drugs?consistent=yes", "", 400, services.ReasonMalformedRequest, "neither true nor false"},
		{"GET", "/v1/drugs?view=SOME", "", 400, services.ReasonMalformedRequest, "BASIC, FULL"},
		{"GET", "/v1/drugs?filter=%zz", "", 400, services.ReasonMalformedRequest, "query"},
		{"GET", "/v1/drugs/examplinib?name=drugs/other", "", 400, services.ReasonMalformedRequest, "no parameter"},
		{"GET", "/v1/drugs/examplinib?version=0123456789abcdef", "", 400, services.ReasonVersionNotRetained, ""},
		{"GET", "/v1/changes?fromVersion=0123456789abcdef", "", 400, services.ReasonVersionTooOld, ""},
		{"POST", "/v1/drugs:lookup", `{"keyz": []}`, 400, services.ReasonMalformedRequest, "keyz"},
		{"POST", "/v1/drugs:lookup", `{}`, 400, services.ReasonInvalidRequest, ""},
		{"POST", "/v1/content:validate", strings.Repeat(" ", 5<<10), 413, services.ReasonRequestTooLarge, "5120"},
		{"GET", "/v1/nothing", "", 404, services.ReasonMethodUnknown, "nothing at"},
		{"GET", "/../../etc/passwd", "", 404, services.ReasonMethodUnknown, "nothing at"},
		{"DELETE", "/v1/drugs/examplinib", "", 405, services.ReasonMethodUnknown, "takes GET, HEAD, not DELETE"},
		{"PUT", "/compendium.v1.CatalogService/GetDrug", "", 405, services.ReasonMethodUnknown, "takes POST, GET, HEAD"},
	} {
		got := p.ask(t, c.verb, c.path, c.body, "Content-Type: application/json")
		if got.code != c.code || got.reason(t) != c.reason || !strings.Contains(got.body, c.say) {
			t.Errorf("%s %s: %d %s, want %d %s %q", c.verb, c.path, got.code, got.body, c.code, c.reason, c.say)
		}
		if got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s: an error may be kept: %v", c.verb, c.path, got.header)
		}
	}
	for _, c := range []struct {
		path, header string
		code         int
		say          string
	}{
		{"/v1/drugs:lookup", "Content-Type: text/plain", 400, "send it as application/json"},
		{"/v1/drugs:lookup", "Content-Encoding: gzip", 400, "send it as it is"},
	} {
		got := p.ask(t, "POST", c.path, "{}", "Content-Type: application/json", c.header)
		if got.code != c.code || got.reason(t) != services.ReasonMalformedRequest || !strings.Contains(got.body, c.say) {
			t.Errorf("%s, %s: %d %s", c.path, c.header, got.code, got.body)
		}
	}
	for _, c := range []struct{ verb, path string }{
		{"POST", "GetDrug"}, {"POST", "LookupDrugs"}, {"POST", "WatchCatalog"}, {"GET", "GetDrug?encoding=xml&message="},
	} {
		got := p.ask(t, c.verb, "/compendium.v1.CatalogService/"+c.path, "", "Content-Type: image/png")
		if got.code != http.StatusUnsupportedMediaType || !strings.Contains(got.body, "Send JSON as application/json") ||
			!strings.HasPrefix(got.header.Get("Content-Type"), "text/plain") {
			t.Errorf("%s %s as a picture: %d %v %s", c.verb, c.path, got.code, got.header, got.body)
		}
	}
}

// TestCaching asks again for what it has, before and after a new version.
func TestCaching(t *testing.T) {
	p := open(t, nil)
	const path = "/v1/drugs/examplinib"
	first := p.ask(t, "GET", path, "")
	tag := first.header.Get("ETag")
	if tag == "" || first.header.Get("Cache-Control") != "no-cache" {
		t.Fatalf("headers %v", first.header)
	}
	if again := p.ask(t, "GET", path, ""); again.body != first.body || again.header.Get("ETag") != tag {
		t.Errorf("the second answer differs: %v", again)
	}
	for _, condition := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		got := p.ask(t, "GET", path, "", "If-None-Match: "+condition)
		if got.code != http.StatusNotModified || got.body != "" || got.header.Get("ETag") != tag {
			t.Errorf("If-None-Match %s: %d %v", condition, got.code, got.header)
		}
	}
	head := p.ask(t, "HEAD", path, "")
	if head.code != http.StatusOK || head.body != "" || head.header.Get("ETag") != tag {
		t.Errorf("HEAD: %v", head)
	}
	masked := p.ask(t, "GET", path, "", "X-Field-Mask: name")
	if masked.body != `{"name":"drugs/examplinib"}` || masked.header.Get("Vary") != "X-Field-Mask" {
		t.Errorf("with a mask: %v", masked)
	}
	version := first.header.Get(services.VersionHeader)
	pinned := p.ask(t, "GET", path+"?version="+version, "")
	if pinned.body != first.body || !strings.Contains(pinned.header.Get("Cache-Control"), "immutable") {
		t.Errorf("with a version: %v", pinned.header)
	}
	changes := p.ask(t, "GET", "/v1/changes?from_version="+version, "")
	if changes.header.Get("Cache-Control") != "no-cache" {
		t.Errorf("changes since a version are new with each: %v", changes.header)
	}
	for _, dated := range []string{"/v1/catalog", "/v1/-/uses"} {
		if got := p.ask(t, "GET", dated, ""); got.header.Get("ETag") != "" || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s tells the day, and may be kept: %v", dated, got.header)
		}
	}

	p.server.Swap(newRelease(t, "display_name: Examplinib", "display_name: Examplinib B"), services.Times{})
	next := p.ask(t, "GET", path, "", "If-None-Match: "+tag)
	if next.code != http.StatusOK || !strings.Contains(next.body, `"Examplinib B"`) || next.header.Get("ETag") == tag {
		t.Errorf("after a new version: %d %.100s", next.code, next.body)
	}
	if old := p.ask(t, "GET", path+"?version="+version, ""); old.body != first.body {
		t.Errorf("the old version: %d %.100s", old.code, old.body)
	}
}

// TestBoundedCache serves more records than are kept.
func TestBoundedCache(t *testing.T) {
	for _, size := range []int64{0, 1 << 10, 4 << 10} {
		p := open(t, func(c *config.Config) { c.HTTPCacheBytes = size })
		for range 3 {
			for _, path := range []string{"/v1/drugs/examplinib", "/v1/drugs/examplinib?view=BASIC", "/v1/sources/label"} {
				got := p.ask(t, "GET", path, "")
				if got.code != http.StatusOK {
					t.Errorf("%d bytes, %s: %d %s", size, path, got.code, got.body)
				}
			}
		}
	}
}

// TestJSONIsTheMessage compares the JSON of a record with its message.
func TestJSONIsTheMessage(t *testing.T) {
	p := open(t, nil)
	var fromJSON compendiumv1.Drug
	if err := protojson.Unmarshal([]byte(p.ask(t, "GET", "/v1/drugs/examplinib", "").body), &fromJSON); err != nil {
		t.Fatal(err)
	}
	compare(t, p, &fromJSON)
}

// TestListJSONIsTheMessage compares lists of records, which are put together from JSON that is kept, with the JSON of
// their messages.
func TestListJSONIsTheMessage(t *testing.T) {
	p := open(t, nil)
	for _, c := range []struct {
		path, method      string
		request, response proto.Message
	}{
		{"/v1/drugs", compendiumv1.CatalogService_ListDrugs_FullMethodName,
			&compendiumv1.ListDrugsRequest{}, &compendiumv1.ListDrugsResponse{}},
		{"/v1/drugs?view=BASIC", compendiumv1.CatalogService_ListDrugs_FullMethodName,
			&compendiumv1.ListDrugsRequest{View: compendiumv1.View_BASIC}, &compendiumv1.ListDrugsResponse{}},
		{"/v1/drugs?pageSize=1&includeSources=true", compendiumv1.CatalogService_ListDrugs_FullMethodName,
			&compendiumv1.ListDrugsRequest{PageSize: 1, IncludeSources: true}, &compendiumv1.ListDrugsResponse{}},
		{"/v1/drugs?filter=display_name+%3D+none", compendiumv1.CatalogService_ListDrugs_FullMethodName,
			&compendiumv1.ListDrugsRequest{Filter: "display_name = none"}, &compendiumv1.ListDrugsResponse{}},
		{"/v1/drugs:batchGet?names=drugs/examplinib&names=drugs/examplinib",
			compendiumv1.CatalogService_BatchGetDrugs_FullMethodName,
			&compendiumv1.BatchGetDrugsRequest{Names: []string{"drugs/examplinib", "drugs/examplinib"}},
			&compendiumv1.BatchGetDrugsResponse{}},
		{"/v1/-/uses?asOf=2018-01-01", compendiumv1.CatalogService_ListUses_FullMethodName,
			&compendiumv1.ListUsesRequest{Parent: "-", AsOf: "2018-01-01"}, &compendiumv1.ListUsesResponse{}},
		{"/v1/-/uses", compendiumv1.CatalogService_ListUses_FullMethodName,
			&compendiumv1.ListUsesRequest{Parent: "-"}, &compendiumv1.ListUsesResponse{}},
		{"/v1/sources", compendiumv1.CatalogService_ListSources_FullMethodName,
			&compendiumv1.ListSourcesRequest{}, &compendiumv1.ListSourcesResponse{}},
	} {
		response := p.server.Call(t.Context(), c.method, func(request proto.Message, _ int) error {
			proto.Merge(request, c.request)
			return nil
		})
		if response.Err != nil {
			t.Fatal(response.Err)
		}
		message, err := response.Message(c.response)
		if err != nil {
			t.Fatal(err)
		}
		response.Close()
		spaced, err := protojson.Marshal(message)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := json.Compact(&want, spaced); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got := p.ask(t, "GET", c.path, "").body; got != want.String() {
				t.Errorf("%s:\n got %s\nwant %s", c.path, got, want.String())
			}
		}
	}
}
