package registry_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/opencompendium/compendium/release/registry"
)

func TestCheckBusy(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		status int
		header string
		want   time.Duration
	}{
		{http.StatusTooManyRequests, "7", 7 * time.Second},
		{http.StatusServiceUnavailable, "7", 7 * time.Second},
		{http.StatusServiceUnavailable, now.Add(90 * time.Second).Format(http.TimeFormat), 90 * time.Second},
		{http.StatusTooManyRequests, "100000", time.Hour},
		{http.StatusOK, "7", 0},
		{http.StatusInternalServerError, "7", 0},
		{http.StatusTooManyRequests, "", 0},
		{http.StatusTooManyRequests, "soon", 0},
		{http.StatusTooManyRequests, "0", 0},
		{http.StatusTooManyRequests, now.Add(-time.Second).Format(http.TimeFormat), 0},
	} {
		err := registry.CheckBusy(&http.Response{StatusCode: tt.status, Header: http.Header{"Retry-After": {tt.header}}}, now)
		got := time.Duration(0)
		if busy, ok := errors.AsType[*registry.BusyError](err); ok {
			got = busy.After
		}
		if got != tt.want || (err != nil) != (tt.want != 0) {
			t.Errorf("%d with Retry-After %q: wait %s, %v; want %s", tt.status, tt.header, got, err, tt.want)
		}
	}
}
