import GRDB

/// `pipeline.summary`: open deals added up by stage and currency.
struct PipelineSummary: CRMTool {
    let name = ToolName.pipelineSummary

    func run(_ arguments: [String: String], in crm: CRM) throws -> ToolOutcome {
        let rows = try Row.fetchAll(
            crm.db,
            sql: """
                SELECT stage, currency, count(*) AS deals, sum(estimated_value) AS value,
                    sum(estimated_value * probability) / 100 AS weighted
                FROM deals WHERE workspace_id = ? AND status = 'open'
                GROUP BY stage, currency
                ORDER BY CASE stage WHEN 'lead' THEN 1 WHEN 'qualified' THEN 2
                    WHEN 'proposal' THEN 3 ELSE 4 END, value DESC
                """, arguments: [crm.workspace])
        let pipeline = rows.map {
            PipelineRow(
                stage: $0["stage"], currency: $0["currency"], deals: $0["deals"],
                value: $0["value"], weighted: $0["weighted"])
        }
        let count = pipeline.reduce(0) { $0 + $1.deals }
        let stages = Set(pipeline.map(\.stage)).count
        let summary = "\(counted(count, "open deal")) in \(counted(stages, "stage").lowercased())"
        return ToolOutcome(summary) { $0.pipeline = pipeline }
    }
}
