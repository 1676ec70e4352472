//! Verdicts, gaps and targets → [`Study`].

use crate::analyze::{Analysis, Situation, project_is_stale, size_of, weight};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Card, Effect, Flag, Holding, LinkIx, MEASURES, Partner, Supplier, Target};
use crate::target::{Outreach, gap_labels};

use super::view::{
    AliasView, ChainView, DataQuality, FirmAtLink, FirmView, GapView, LinkView, PartnerView,
    PolicyView, Position, ProjectAtLink, QualityIssue, SettingsView, Study, SupplyView, ZoneView,
};

/// Puts the study together. Classified links keep their place in the chain and show nothing else.
pub fn assemble(
    s: &Situation<'_>,
    analysis: &Analysis,
    outreach: Outreach,
    partners: &[Partner],
    diagnostics: &[Diagnostic],
) -> Study {
    let mut at: Vec<Vec<&Holding>> = s.chains.indices().map(|_| Vec::new()).collect();
    for holding in s.holdings {
        at[holding.link.0].push(holding);
    }
    let links: Vec<LinkView> = s
        .chains
        .indices()
        .map(|ix| link(s, analysis, &at[ix.0], ix))
        .collect();
    let chains = s
        .chains
        .chains
        .iter()
        .enumerate()
        .map(|(c, chain)| {
            let counted: Vec<LinkIx> = s
                .chains
                .iter()
                .filter(|(_, l)| l.chain == c && l.can_be_gap())
                .map(|(ix, _)| ix)
                .collect();
            ChainView {
                id: chain.id.clone(),
                name: chain.name.clone(),
                en: chain.en.clone(),
                segments: chain.segments.clone(),
                links_here: counted
                    .iter()
                    .filter(|ix| analysis.verdicts[ix.0].coverage.is_here())
                    .count(),
                links_counted: counted.len(),
            }
        })
        .collect();
    Study {
        format: super::FORMAT,
        generator: format!("bulian {}", env!("CARGO_PKG_VERSION")),
        date: s.date.to_owned(),
        zone: ZoneView {
            name: s.zone.name.clone(),
            province: s.zone.province.clone(),
            register_complete: s.zone.register.complete,
            register_as_of: s.zone.register.as_of.clone(),
            register_note: s.zone.register.note.clone(),
            sources: s.zone.sources.clone(),
            settings: settings(s),
        },
        policy: policy(s),
        inputs: Vec::new(),
        chains,
        supplies: supplies(s),
        partners: partners
            .iter()
            .map(|p| partner(s, p))
            .filter(|p| p.links.len() > 1)
            .collect(),
        gaps: gaps(s, analysis, outreach.targets, outreach.cards),
        balances: analysis.balances.clone(),
        counties: analysis.counties.clone(),
        investors: outreach.investors,
        bundles: outreach.bundles,
        introducers: outreach.introducers,
        campaign: outreach.campaign,
        reviews: Vec::new(),
        firms: firms(s),
        data_quality: quality(s, diagnostics),
        notices: diagnostics
            .iter()
            .filter(|d| d.cell().is_none())
            .map(ToString::to_string)
            .collect(),
        links,
    }
}

fn partner(s: &Situation<'_>, partner: &Partner) -> PartnerView {
    let open = |ix: &&LinkIx| !s.chains.link(**ix).has(Flag::Classified);
    let links = partner.links.iter().filter(open);
    PartnerView {
        links: links.map(|ix| s.chains.link(*ix).id.clone()).collect(),
        by: partner.by,
        why: partner.why.clone(),
        source: partner.source.clone(),
    }
}

fn link(s: &Situation<'_>, analysis: &Analysis, held: &[&Holding], ix: LinkIx) -> LinkView {
    let link = s.chains.link(ix);
    let verdict = &analysis.verdicts[ix.0];
    let open = !link.has(Flag::Classified);
    let mut held: Vec<&&Holding> = held.iter().filter(|_| open).collect();
    held.sort_by(|a, b| {
        b.grade
            .cmp(&a.grade)
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| a.firm.cmp(&b.firm))
    });
    let firms = held
        .iter()
        .map(|h| {
            let firm = &s.register.firms[h.firm.0];
            FirmAtLink {
                name: firm.name.clone(),
                role: h.role,
                grade: h.grade,
                score: h.score,
                row: firm.row.row,
                county: firm.county.clone(),
                status: firm.status,
            }
        })
        .collect();
    let projects = s
        .projects
        .iter()
        .filter(|p| open && p.link == ix)
        .map(|p| {
            (
                p,
                p.investment.and_then(|i| size_of(&s.zone.policy, link, i)),
            )
        })
        .map(|(p, size)| ProjectAtLink {
            name: p.name.clone(),
            firm: p.firm.clone(),
            stage: p.stage,
            stale: project_is_stale(s, p),
            investment_wan: p.investment.map(|w| w.0),
            size: size.as_ref().map(|(band, _)| band.clone()),
            size_remark: size.and_then(|(_, remark)| remark),
            county: p.county.clone(),
            date: p.date.clone(),
            source: p.source.clone(),
            row: p.row.row,
        })
        .collect();
    let named = &s.zone.policy.named;
    let resources = s
        .zone
        .resources
        .iter()
        .filter(|r| open && r.link == Some(ix))
        .map(|r| format!("{}（{}）", r.text, s.zone.source_text(&r.source)))
        .collect();
    LinkView {
        id: link.id.clone(),
        chain: s.chains.chains[link.chain].id.clone(),
        name: link.name.clone(),
        en: link.en.clone(),
        segment: link.segment.clone(),
        stage: link.stage,
        nature: link.nature,
        codes: link
            .codes
            .iter()
            .map(|c| format!("{}{}", c.digits, if c.sure { "" } else { "?" }))
            .collect(),
        flags: link.flags.clone(),
        strategic: link.strategic,
        also: link
            .aliases
            .iter()
            .map(|a| AliasView {
                id: a.id.clone(),
                chain: s.chains.chains[a.chain].id.clone(),
                name: a.name.clone(),
                stage: a.stage,
                segment: a.segment.clone(),
            })
            .collect(),
        coverage: verdict.coverage,
        excluded: link.excluded(),
        present: verdict.present,
        action: verdict.action,
        lacks: verdict.lacks.as_ref().filter(|_| open).map(|links| {
            let id = |ix: &LinkIx| s.chains.link(*ix).id.clone();
            links.iter().map(id).collect()
        }),
        steps: verdict.nearest.map(|(steps, _)| steps),
        coverage_reason: if open {
            verdict.coverage_reason.clone()
        } else {
            "涉密环节，不导出".to_owned()
        },
        reasons: if open {
            verdict.action_reasons.clone()
        } else {
            Vec::new()
        },
        here: verdict.here,
        leads: verdict.leads,
        firms,
        projects,
        resources,
        saturated: named.saturated.get(&ix).filter(|_| open).cloned(),
        backward: named.backward.get(&ix).filter(|_| open).cloned(),
    }
}

/// The rule set, without what the zone says in it of classified links.
fn policy(s: &Situation<'_>) -> PolicyView {
    let mut view = PolicyView::of(&s.zone.policy);
    let open = |name: &str| {
        let found = s.chains.find(name);
        !found.is_some_and(|ix| s.chains.link(ix).has(Flag::Classified))
    };
    for rule in &mut view.rules {
        let Effect::Saturation(all) = &mut rule.effect else {
            continue;
        };
        let before = all.saturated.len() + all.backward.len();
        all.saturated.retain(|name, _| open(name));
        all.backward.retain(|name, _| open(name));
        if all.saturated.len() + all.backward.len() < before {
            for change in view.changes.iter_mut().filter(|c| c.rule == rule.id) {
                if ["saturated", "backward"].contains(&change.setting.as_str()) {
                    change.to = "有涉密环节，不导出".to_owned();
                }
            }
        }
    }
    view
}

fn supplies(s: &Situation<'_>) -> Vec<SupplyView> {
    let mut out = Vec::new();
    for (customer, link) in s.chains.iter() {
        for (n, input) in link.inputs.iter().enumerate() {
            for supplier in &input.suppliers {
                if let Supplier::Link(from) = supplier {
                    out.push(SupplyView {
                        from: s.chains.link(*from).id.clone(),
                        to: s.chains.link(customer).id.clone(),
                        kind: input.kind,
                        optional: input.optional,
                        any: (input.suppliers.len() > 1).then_some(n),
                    });
                }
            }
        }
    }
    out
}

fn gaps(
    s: &Situation<'_>,
    analysis: &Analysis,
    targets: Vec<Vec<Target>>,
    cards: Vec<Option<Card>>,
) -> Vec<GapView> {
    analysis
        .gaps
        .iter()
        .zip(targets.into_iter().zip(cards))
        .filter(|(gap, _)| !s.chains.link(gap.link).has(Flag::Classified))
        .enumerate()
        .map(|(n, (gap, (targets, card)))| {
            let link = s.chains.link(gap.link);
            let verdict = &analysis.verdicts[gap.link.0];
            GapView {
                link: link.id.clone(),
                name: link.name.clone(),
                chain: s.chains.chains[link.chain].id.clone(),
                stage: link.stage,
                coverage: verdict.coverage,
                action: gap.action,
                rank: n + 1,
                priority: gap.priority,
                known_weight: gap.known_weight,
                parts: gap.parts.clone(),
                labels: gap_labels(&s.zone.policy, gap, link),
                reasons: verdict.action_reasons.clone(),
                stability: gap.stability.clone(),
                card,
                landing: gap.landing.clone(),
                targets,
            }
        })
        .collect()
}

fn firms(s: &Situation<'_>) -> Vec<FirmView> {
    let mut out: Vec<FirmView> = Vec::new();
    let mut last = None;
    for holding in s.holdings {
        let link = s.chains.link(holding.link);
        if link.has(Flag::Classified) {
            continue;
        }
        if last != Some(holding.firm) {
            let firm = &s.register.firms[holding.firm.0];
            out.push(FirmView {
                name: firm.name.clone(),
                row: firm.row.clone(),
                county: firm.county.clone(),
                park: firm.park.clone(),
                status: firm.status,
                group: firm.group.clone(),
                credibility: firm.credibility,
                source: firm.source.clone(),
                source_date: firm.source_date.clone(),
                positions: Vec::new(),
            });
            last = Some(holding.firm);
        }
        if let Some(firm) = out.last_mut() {
            firm.positions.push(Position {
                link: link.id.clone(),
                name: link.name.clone(),
                chain: s.chains.chains[link.chain].id.clone(),
                role: holding.role,
                grade: holding.grade,
                score: holding.score,
                evidence: holding.evidence.clone(),
            });
        }
    }
    out
}

fn settings(s: &Situation<'_>) -> SettingsView {
    let limits = &s.zone.thresholds;
    SettingsView {
        capacity_share: limits.capacity_share,
        small_revenue_wan: limits.small_revenue.0,
        stale_days: limits.stale_days,
        stale_building_days: limits.stale_building_days,
        strong_investment_wan: s.zone.policy.size().map(|(_, size)| size.strong),
        targets_per_gap: limits.targets_per_gap,
        weights: MEASURES
            .iter()
            .map(|m| (m.key.to_owned(), weight(s.zone, m.key)))
            .collect(),
    }
}

fn quality(s: &Situation<'_>, diagnostics: &[Diagnostic]) -> DataQuality {
    let with_link: std::collections::HashSet<_> = s.holdings.iter().map(|h| h.firm).collect();
    DataQuality {
        register: s.register.file.clone(),
        rows_in: s.register.rows_in,
        rows_used: s.register.firms.len(),
        rows_reported: s.register.rows_reported,
        firms_without_link: s.register.firms.len() - with_link.len(),
        columns: s.register.columns.iter().cloned().collect(),
        issues: diagnostics
            .iter()
            .filter(|d| d.cell().is_some())
            .map(issue)
            .collect(),
    }
}

fn issue(diagnostic: &Diagnostic) -> QualityIssue {
    let severity = match diagnostic.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    };
    QualityIssue {
        severity: severity.to_owned(),
        code: diagnostic.kind.code().to_owned(),
        place: diagnostic
            .place()
            .map(ToString::to_string)
            .unwrap_or_default(),
        row_dropped: diagnostic.kind.drops_row(),
        row: diagnostic.cell().map(|cell| cell.row),
        message: diagnostic.kind.to_string(),
        help: diagnostic.kind.help(),
    }
}
