package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestServeHTTP serves gRPC and HTTP, each on a port of its own.
func TestServeHTTP(t *testing.T) {
	log := launchLog(t, "serve", "--listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0")
	address := awaitLine(t, log, `msg="listening for HTTP" address=(\S+)`)[1]
	awaitLine(t, log, "msg=serving")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+"/v1/catalog", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); err != nil || !strings.Contains(string(body), `"source":"embedded"`) {
		t.Errorf("%s, %v", body, err)
	}
}
