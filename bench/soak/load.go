package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/opencompendium/compendium/client"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// load generates all kinds of calls to a site.
type load struct {
	site                                *site
	calls, watches, events, connections atomic.Int64

	mutex    sync.Mutex
	failures map[string]int
}

// judge counts a call and records an unexpected result.
func (l *load) judge(ctx context.Context, what string, err error, wanted ...codes.Code) {
	l.calls.Add(1)
	code := status.Code(err)
	if ctx.Err() != nil {
		return // the run ends
	}
	if len(wanted) == 0 && code == codes.OK || slices.Contains(wanted, code) {
		return
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.failures[fmt.Sprintf("%s: %v", what, err)]++
}

// call makes calls until ctx ends.
func (l *load) call(ctx context.Context, seed uint64) {
	conn, err := l.site.connect()
	if err != nil {
		l.judge(ctx, "connect", err)
		return
	}
	defer func() { _ = conn.Close() }()      // all calls are done
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // selects calls
	for ctx.Err() == nil {
		calls[random.IntN(len(calls))](ctx, l, conn, random)
	}
}

var collections = []string{"drugs", "classes", "regimens", "procedures", "conditions", "targets", "trials",
	"regulators", "sources", "effects", "lists"}

var drugs = []string{"drugs/imatinib", "drugs/denosumab", "drugs/olaratumab", "drugs/doxorubicin", "drugs/cisplatin"}

// calls are the kinds of calls, valid and invalid.
var calls = []func(context.Context, *load, *grpc.ClientConn, *rand.Rand){
	func(ctx context.Context, l *load, conn *grpc.ClientConn, random *rand.Rand) {
		_, err := compendiumv1.NewCatalogServiceClient(conn).GetDrug(ctx,
			&compendiumv1.GetDrugRequest{Name: drugs[random.IntN(len(drugs))], View: compendiumv1.View_Level(random.IntN(3))})
		l.judge(ctx, "get", err)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		masked := metadata.AppendToOutgoingContext(ctx, "x-field-mask", "name,uses.labels")
		_, err := compendiumv1.NewCatalogServiceClient(conn).GetDrug(masked, &compendiumv1.GetDrugRequest{Name: drugs[0]})
		l.judge(ctx, "masked get", err)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, random *rand.Rand) {
		token := ""
		for range 3 {
			page, err := compendiumv1.NewCatalogServiceClient(conn).ListSources(ctx,
				&compendiumv1.ListSourcesRequest{PageSize: int32(1 + random.IntN(40)), PageToken: token})
			l.judge(ctx, "list", err)
			if token = page.GetNextPageToken(); token == "" {
				return
			}
		}
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		_, err := compendiumv1.NewCatalogServiceClient(conn).BatchGetDrugs(ctx,
			&compendiumv1.BatchGetDrugsRequest{Names: drugs})
		l.judge(ctx, "batch", err)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		_, err := compendiumv1.NewCatalogServiceClient(conn).ListUses(ctx,
			&compendiumv1.ListUsesRequest{Parent: "drugs/-", AsOf: "2018-01-01",
				Filter: `labels.jurisdiction = "US" AND labels.status = ON_LABEL`, OrderBy: "condition"})
		l.judge(ctx, "uses", err)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, random *rand.Rand) {
		_, err := compendiumv1.NewCatalogServiceClient(conn).SearchCatalog(ctx,
			&compendiumv1.SearchCatalogRequest{Query: []string{"imatinb", "glivek", "sunitnib", "chord", "a"}[random.IntN(5)]})
		l.judge(ctx, "search", err)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		_, err := compendiumv1.NewCatalogServiceClient(conn).LookupDrugs(ctx,
			&compendiumv1.LookupDrugsRequest{Keys: []*compendiumv1.LookupDrugsRequest_Key{{Value: "Gleevec"},
				{System: compendiumv1.LookupDrugsRequest_Key_ATC, Value: "L01EA01"}}})
		l.judge(ctx, "lookup", err)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		state, err := compendiumv1.NewCatalogServiceClient(conn).GetCatalog(ctx, &compendiumv1.GetCatalogRequest{})
		l.judge(ctx, "state", err)
		if err == nil {
			_, err = compendiumv1.NewCatalogServiceClient(conn).ListChanges(ctx,
				&compendiumv1.ListChangesRequest{FromVersion: state.Version})
			l.judge(ctx, "changes", err, codes.OK, codes.OutOfRange)
			_, err = compendiumv1.NewCatalogServiceClient(conn).GetDrug(ctx,
				&compendiumv1.GetDrugRequest{Name: drugs[1], IfVersion: state.Version})
			l.judge(ctx, "not modified", err, codes.OK, codes.FailedPrecondition)
		}
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, random *rand.Rand) {
		if random.IntN(20) > 0 {
			return
		}
		_, err := compendiumv1.NewValidationServiceClient(conn).ValidateContent(ctx, &compendiumv1.ValidateContentRequest{
			Files: []*compendiumv1.ContentFile{{Path: "drugs/new.yaml", Text: "display_name: New\n"}}})
		l.judge(ctx, "validate", err, codes.OK, codes.ResourceExhausted)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, random *rand.Rand) {
		remote, collection := client.NewRemote(conn), collections[random.IntN(len(collections))]
		skip := random.IntN(4)
		for record, err := range remote.Records(ctx, collection) {
			l.judge(ctx, "records of "+collection, err)
			if err != nil {
				return
			}
			if skip--; skip < 0 {
				name := record.ProtoReflect().Get(record.ProtoReflect().Descriptor().Fields().ByName("name")).String()
				_, err := remote.Record(ctx, name)
				l.judge(ctx, "a record of "+collection, err)
				return
			}
		}
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, random *rand.Rand) {
		drug, err := compendiumv1.NewCatalogServiceClient(conn).GetDrug(ctx,
			&compendiumv1.GetDrugRequest{Name: drugs[random.IntN(len(drugs))]})
		l.judge(ctx, "get to validate", err)
		if err != nil || random.IntN(20) > 0 {
			return
		}
		_, err = compendiumv1.NewValidationServiceClient(conn).ValidateContent(ctx, &compendiumv1.ValidateContentRequest{
			Records: []*compendiumv1.ContentRecord{{Record: &compendiumv1.ContentRecord_Drug{Drug: drug}}}})
		l.judge(ctx, "validate a record", err, codes.OK, codes.ResourceExhausted)
		_, err = compendiumv1.NewValidationServiceClient(conn).ListRules(ctx, &compendiumv1.ListRulesRequest{PageSize: 10})
		l.judge(ctx, "rules", err)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, random *rand.Rand) {
		_, err := healthpb.NewHealthClient(conn).Check(ctx,
			&healthpb.HealthCheckRequest{Service: []string{"live", "ready", "fresh"}[random.IntN(3)]})
		l.judge(ctx, "health", err)
		_, err = healthpb.NewHealthClient(conn).List(ctx, &healthpb.HealthListRequest{})
		l.judge(ctx, "all of health", err)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, random *rand.Rand) {
		// The caller gives up before or after the response.
		hurried, cancel := context.WithTimeout(ctx, time.Duration(random.IntN(1000))*time.Microsecond)
		defer cancel()
		_, err := compendiumv1.NewCatalogServiceClient(conn).ListDrugs(hurried,
			&compendiumv1.ListDrugsRequest{PageSize: 1000})
		l.judge(ctx, "a hurried list", err, codes.OK, codes.DeadlineExceeded)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		page, err := compendiumv1.NewCatalogServiceClient(conn).ListTrials(ctx, &compendiumv1.ListTrialsRequest{PageSize: 1})
		l.judge(ctx, "a page", err)
		_, err = compendiumv1.NewCatalogServiceClient(conn).ListTrials(ctx,
			&compendiumv1.ListTrialsRequest{PageSize: 1, Filter: `name = "x"`, PageToken: page.GetNextPageToken() + "x"})
		l.judge(ctx, "an altered page token", err, codes.InvalidArgument)
		_, err = compendiumv1.NewCatalogServiceClient(conn).GetDrug(ctx,
			&compendiumv1.GetDrugRequest{Name: "drugs/" + strings.Repeat("a", 2<<20)})
		l.judge(ctx, "an oversized request", err, codes.ResourceExhausted)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		_, err := compendiumv1.NewCatalogServiceClient(conn).GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: "drugs/none"})
		l.judge(ctx, "an unknown drug", err, codes.NotFound)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		_, err := compendiumv1.NewCatalogServiceClient(conn).ListDrugs(ctx,
			&compendiumv1.ListDrugsRequest{Filter: "nonsense ((", PageSize: -1})
		l.judge(ctx, "an invalid request", err, codes.InvalidArgument)
	},
	func(ctx context.Context, l *load, conn *grpc.ClientConn, _ *rand.Rand) {
		err := conn.Invoke(ctx, "/compendium.v1.CatalogService/Nothing", &compendiumv1.GetDrugRequest{}, &compendiumv1.Drug{})
		l.judge(ctx, "an unknown method", err, codes.Unimplemented)
	},
}

// watch opens watches, reads a few events of each and disconnects.
func (l *load) watch(ctx context.Context) {
	conn, err := l.site.connect()
	if err != nil {
		l.judge(ctx, "connect", err)
		return
	}
	defer func() { _ = conn.Close() }() // all calls are done
	version := ""
	for ctx.Err() == nil {
		watching, leave := context.WithCancel(ctx)
		stream, err := compendiumv1.NewCatalogServiceClient(conn).WatchCatalog(watching,
			&compendiumv1.WatchCatalogRequest{ResumeVersion: version, HeartbeatSeconds: 1})
		l.watches.Add(1)
		for i := 0; err == nil && i < 3; i++ {
			var event *compendiumv1.WatchCatalogResponse
			if event, err = stream.Recv(); err == nil {
				version = event.CatalogVersion
				l.events.Add(1)
			}
		}
		l.judge(ctx, "watch", err)
		leave()
	}
}

// watchHealth watches health like a load balancer, and disconnects.
func (l *load) watchHealth(ctx context.Context) {
	conn, err := l.site.connect()
	if err != nil {
		l.judge(ctx, "connect", err)
		return
	}
	defer func() { _ = conn.Close() }() // all calls are done
	for every(ctx, 100*time.Millisecond) {
		watching, leave := context.WithCancel(ctx)
		stream, err := healthpb.NewHealthClient(conn).Watch(watching, &healthpb.HealthCheckRequest{Service: "ready"})
		if err == nil {
			_, err = stream.Recv()
		}
		l.watches.Add(1)
		l.judge(ctx, "watch health", err)
		leave()
	}
}

// reconnect opens new connections, which see the current certificate.
func (l *load) reconnect(ctx context.Context) {
	for every(ctx, 50*time.Millisecond) {
		conn, err := l.site.connect()
		if err == nil {
			_, err = compendiumv1.NewCatalogServiceClient(conn).GetDrug(ctx, &compendiumv1.GetDrugRequest{Name: drugs[0]})
			_ = conn.Close()
		}
		l.connections.Add(1)
		l.judge(ctx, "a new connection", err)
	}
}
