package http_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"google.golang.org/grpc"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/services/config"
)

// TestOpenAPI checks that the description has every path, and that everything it refers to is there. .ci/serve
// validates it.
func TestOpenAPI(t *testing.T) {
	p := open(t, nil)
	got := p.ask(t, "GET", "/openapi.json", "")
	var described struct {
		OpenAPI    string                               `json:"openapi"`
		Paths      map[string]map[string]map[string]any `json:"paths"`
		Components struct {
			Schemas map[string]map[string]any `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal([]byte(got.body), &described); err != nil || got.code != http.StatusOK {
		t.Fatalf("%d %v", got.code, err)
	}
	again := p.ask(t, "GET", "/openapi.json", "", "If-None-Match: W/"+got.header.Get("ETag"))
	if again.code != http.StatusNotModified || again.body != "" {
		t.Errorf("what the caller has is sent again: %d, ETag %s", again.code, got.header.Get("ETag"))
	}
	if !strings.HasPrefix(described.OpenAPI, "3.1.") {
		t.Errorf("version %s", described.OpenAPI)
	}
	for _, path := range []string{
		"/v1/drugs/{name}", "/v1/drugs", "/v1/drugs/{parent}/uses", "/v1/-/uses", "/v1/catalog:search",
	} {
		if described.Paths[path]["get"]["description"] == "" {
			t.Errorf("%s is not described: %v", path, described.Paths[path])
		}
	}
	operations := map[any]bool{}
	for path, verbs := range described.Paths {
		for verb, operation := range verbs {
			if operations[operation["operationId"]] {
				t.Errorf("%s %s: %v is there twice", verb, path, operation["operationId"])
			}
			operations[operation["operationId"]] = true
			if strings.Contains(operation["description"].(string), "buf:lint") {
				t.Errorf("%s %s: %v", verb, path, operation["description"])
			}
		}
	}
	for _, service := range []grpc.ServiceDesc{
		compendiumv1.CatalogService_ServiceDesc, compendiumv1.ValidationService_ServiceDesc,
	} {
		for _, m := range service.Methods {
			if !operations[m.MethodName] {
				t.Errorf("%s has no path; annotate it with google.api.http", m.MethodName)
			}
		}
	}
	for _, to := range regexp.MustCompile(`"#/components/schemas/([^"]+)"`).FindAllStringSubmatch(got.body, -1) {
		if described.Components.Schemas[to[1]] == nil {
			t.Errorf("there is no schema %s", to[1])
		}
	}
	hidden := open(t, func(c *config.Config) { c.Reflection = false })
	if got := hidden.ask(t, "GET", "/openapi.json", ""); got.code != http.StatusNotFound {
		t.Errorf("without reflection: %d", got.code)
	}
}
